namespace SupportSdk.Capture;

/// <summary>Numbers the operations of one snapshot from 1, in the order of their first record. A call that nobody repeated is no operation.</summary>
internal sealed class OperationNumbers
{
    private readonly Dictionary<long, int> _records = [];
    private readonly Dictionary<long, int> _numbers = [];

    /// <summary>Counts a record; all are seen before the first is asked for.</summary>
    public void See(in EvidenceRecord record)
    {
        if (record.Operation != 0)
        {
            // An attempt after the first tells of the others even where they gave way.
            _records[record.Operation] = _records.GetValueOrDefault(record.Operation) + Math.Max((byte)1, record.Attempt);
        }
    }

    public int? NumberOf(in EvidenceRecord record)
    {
        if (_records.GetValueOrDefault(record.Operation) < 2)
        {
            return null;
        }

        if (!_numbers.TryGetValue(record.Operation, out var number))
        {
            _numbers[record.Operation] = number = _numbers.Count + 1;
        }

        return number;
    }

    public int? AttemptOf(in EvidenceRecord record) => NumberOf(record) is null ? null : record.Attempt;
}

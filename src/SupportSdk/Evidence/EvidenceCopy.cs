using SupportSdk.Telemetry;

namespace SupportSdk;

/// <summary>A copy of what a scope and the outer ones noted until a moment, text not made yet. Cheap to take where a failure passes, read when a ticket is made.</summary>
internal sealed class EvidenceCopy
{
    private readonly List<string> _scopes = [];
    private readonly List<string> _users = [];
    private readonly List<WorkflowExecutionLink> _executions = [];
    private EvidenceRecord[] _records = [];
    private LossCounts _dropped;

    public EvidenceCopy(EvidenceClock clock)
    {
        clock.Check();
        (Clock, TakenAt) = (clock, clock.InstantOf(clock.Now));
    }

    public EvidenceClock Clock { get; }

    public DateTimeOffset TakenAt { get; }

    /// <summary>Names of the scopes, outermost first, as they were given.</summary>
    public IReadOnlyList<string> Scopes => _scopes;

    /// <summary>User IDs, the latest last.</summary>
    public IReadOnlyList<string> Users => _users;

    public IReadOnlyList<WorkflowExecutionLink> Executions => _executions;

    /// <summary>The records: scope by scope, the outermost first; within a scope kind by kind; within a kind the oldest first.</summary>
    public ReadOnlySpan<EvidenceRecord> Records => _records.AsSpan(0, Count);

    /// <summary>Bytes that the copy keeps alive, roughly.</summary>
    public int Bytes
    {
        get
        {
            long bytes = _records.Length * (long)EvidenceRing.SlotBytes;
            foreach (ref readonly var record in Records)
            {
                bytes += record.Bytes + EvidenceBook.OwnBytesOf(record.Kind);
            }

            return (int)Math.Min(bytes, int.MaxValue);
        }
    }

    /// <summary>The places of the records in the order of their times; of one time, as they stand.</summary>
    public IReadOnlyList<int> InOrder()
    {
        var places = Enumerable.Range(0, Count).ToArray();
        var times = new long[Count];
        var sorted = true;
        for (var i = 0; i < Count; i++)
        {
            times[i] = _records[i].At;
            sorted &= i == 0 || times[i - 1] <= times[i];
        }

        if (!sorted)
        {
            Array.Sort(places, (one, other) => times[one].CompareTo(times[other]) is not 0 and var order ? order : one.CompareTo(other));
        }

        return places;
    }

    public int Count { get; set; }

    public int Calls { get; set; }

    public ref LossCounts Dropped => ref _dropped;

    /// <summary>Room for so many more records; whoever fills it raises <see cref="Count"/>.</summary>
    public Span<EvidenceRecord> Room(int count)
    {
        if (_records.Length < Count + count)
        {
            Array.Resize(ref _records, Count + count);
        }

        return _records.AsSpan(Count, count);
    }

    public void AddScope(string? name)
    {
        if (name is not null)
        {
            _scopes.Add(name);
        }
    }

    public void AddUsers(IEnumerable<string> users)
    {
        foreach (var user in users)
        {
            _users.Remove(user);
            _users.Add(user);
        }
    }

    public void AddExecutions(IEnumerable<WorkflowExecutionLink> executions) => _executions.AddRange(executions.Except(_executions));

    /// <summary>Counts only; never a text or a user.</summary>
    public override string ToString() => $"EvidenceCopy records: {Count}";
}

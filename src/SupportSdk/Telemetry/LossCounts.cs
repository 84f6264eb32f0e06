namespace SupportSdk.Telemetry;

/// <summary>Losses by reason, of one scope or one snapshot. Costs nothing until the first one. Not safe for several threads.</summary>
internal struct LossCounts
{
    private long[]? _counts;

    public void Add(LossReason reason, long times)
    {
        if (times > 0)
        {
            (_counts ??= new long[LossReason.All.Count])[reason.Index] += times;
        }
    }

    public void Add(in LossCounts other)
    {
        foreach (var reason in other._counts is null ? [] : LossReason.All)
        {
            Add(reason, other._counts![reason.Index]);
        }
    }

    public readonly IReadOnlyDictionary<string, long> ByName()
    {
        var counts = _counts;
        return counts is null
            ? new Dictionary<string, long>()
            : LossReason.All.Where(reason => counts[reason.Index] > 0).ToDictionary(reason => reason.Name, reason => counts[reason.Index]);
    }
}

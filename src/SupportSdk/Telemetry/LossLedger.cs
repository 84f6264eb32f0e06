namespace SupportSdk.Telemetry;

/// <summary>Counts every loss of one client with its reason. Safe for several threads; counting allocates nothing.</summary>
internal sealed class LossLedger
{
    private readonly long[] _counts = new long[LossReason.All.Count];

    public void Count(LossReason reason, long times = 1) => Interlocked.Add(ref _counts[reason.Index], times);

    public long Of(LossReason reason) => Volatile.Read(ref _counts[reason.Index]);

    /// <summary>The losses by the reason's name; reasons without a loss are left out.</summary>
    public IReadOnlyDictionary<string, long> Snapshot() =>
        LossReason.All.Where(reason => Of(reason) > 0).ToDictionary(reason => reason.Name, Of);
}

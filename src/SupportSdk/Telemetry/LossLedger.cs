using System.Collections.Concurrent;

namespace SupportSdk.Telemetry;

/// <summary>Counts every loss by its reason, for one client.</summary>
internal sealed class LossLedger
{
    private readonly ConcurrentDictionary<LossReason, long> _counts = new();

    public void Count(LossReason reason, long times = 1) => _counts.AddOrUpdate(reason, times, (_, count) => count + times);

    public long Of(LossReason reason) => _counts.GetValueOrDefault(reason);

    public IReadOnlyDictionary<string, long> Snapshot() => _counts.ToDictionary(pair => pair.Key.Name, pair => pair.Value);
}

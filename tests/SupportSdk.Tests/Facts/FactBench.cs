using Microsoft.Extensions.Time.Testing;
using SupportSdk.Facts;
using SupportSdk.Redaction;
using SupportSdk.Telemetry;
using SupportSdk.Tests.Doubles;

namespace SupportSdk.Tests.Facts;

/// <summary>A collector over given providers, with a clock that the test moves.</summary>
internal sealed class FactBench
{
    public static readonly TimeSpan Timeout = TimeSpan.FromMilliseconds(500);

    public FactBench(params IFactProvider[] providers)
    {
        Limits = new FactLimits(Timeout, new Redactor(new RedactionOptions()), Losses, Clock);
        Collector = new FactCollector(
            () =>
            {
                TimesMade++;
                return providers;
            },
            Limits);
    }

    public FakeTimeProvider Clock { get; } = new(TestClient.Start);

    public LossLedger Losses { get; } = new();

    public FactLimits Limits { get; }

    public FactCollector Collector { get; }

    public int TimesMade { get; private set; }

    /// <summary>Collects as a ticket does: first what is known at once, then the rest. The clock stands still, so nothing can be late.</summary>
    public Task<IReadOnlyList<EnvironmentFact>> CollectAsync() => Collector.CollectAsync(Collector.Now([]), [], TestContext.Current.CancellationToken);

    /// <summary>Collects where something hangs: done exactly when the timeout passes.</summary>
    public async Task<IReadOnlyList<EnvironmentFact>> CollectLateAsync()
    {
        var collecting = CollectAsync();
        Clock.Advance(Timeout - TimeSpan.FromMilliseconds(1));
        Assert.False(collecting.IsCompleted);
        Clock.Advance(TimeSpan.FromMilliseconds(1));
        return await collecting;
    }
}

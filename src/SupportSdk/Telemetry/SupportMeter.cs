using System.Diagnostics.Metrics;

namespace SupportSdk.Telemetry;

/// <summary>The metrics of one client. They are read when somebody listens, so that counting runs no code of a listener, and costs nothing more.</summary>
internal sealed class SupportMeter : IDisposable
{
    public const string Name = "SupportSdk";

    public const string EvidenceDropped = "support.evidence.dropped";

    private readonly LossLedger _losses;
    private readonly Meter? _owned;
    private volatile bool _disposed;

    /// <param name="factory">The app's meters, where it has some; they are the factory's to dispose.</param>
    /// <param name="losses">What is told.</param>
    public SupportMeter(IMeterFactory? factory, LossLedger losses)
    {
        _losses = losses;
        var options = new MeterOptions(Name) { Version = typeof(SupportMeter).Assembly.GetName().Version?.ToString(3) };
        var meter = factory?.Create(options) ?? (_owned = new Meter(options));
        meter.CreateObservableCounter(EvidenceDropped, Dropped, "{item}", "What was seen and is not in a ticket, by reason.");
    }

    public void Dispose()
    {
        _disposed = true;
        _owned?.Dispose();
    }

    private IEnumerable<Measurement<long>> Dropped() =>
        _disposed ? [] : _losses.Snapshot().Select(loss => new Measurement<long>(loss.Value, new KeyValuePair<string, object?>("reason", loss.Key)));
}

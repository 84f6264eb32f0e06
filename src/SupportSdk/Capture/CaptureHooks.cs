using SupportSdk.Capture.Logs;
using SupportSdk.Telemetry;

namespace SupportSdk.Capture;

/// <summary>Where a client hears of what happens in its process.</summary>
internal sealed record CaptureHooks
{
    /// <summary>Begins to listen to what the runtime tells of calls that nobody instrumented; null where it does not.</summary>
    public required Func<EvidenceStore, IDisposable?> Runtime { get; init; }

    public required LogHook Logs { get; init; }

    /// <summary>How a crash is told; null where it is not.</summary>
    public CrashCapture? Crash { get; init; }

    /// <summary>Whether exceptions that nobody caught or awaited are noted.</summary>
    public required bool Uncaught { get; init; }

    public required CaptureFailures Failures { get; init; }

    /// <summary>Where losses are told.</summary>
    public required SupportMeter Meter { get; init; }
}

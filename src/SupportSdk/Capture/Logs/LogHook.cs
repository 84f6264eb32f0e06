namespace SupportSdk.Capture.Logs;

/// <summary>Where the app's log meets one client: the loggers are there before the client is, and may be there after it.</summary>
internal sealed class LogHook
{
    private volatile LogSink? _sink;

    /// <summary>What is closed while the SDK logs or reads.</summary>
    public LogGate Gate { get; } = new();

    /// <summary>Where messages go; null before the client is made and after it is disposed.</summary>
    public LogSink? Sink => _sink;

    public void Attach(EvidenceStore store, CaptureFailures failures) => _sink = new LogSink(store, Gate, failures);

    public void Detach() => _sink = null;
}

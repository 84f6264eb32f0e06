using SupportSdk.Capture.Runtime;
using SupportSdk.Paragon;

namespace SupportSdk.Tests.Capture.Runtime;

/// <summary>One client's capture that also listens to the runtime, and an HttpClient that nobody instrumented.</summary>
internal sealed class RuntimeBench : IDisposable
{
    private readonly RuntimeCalls _calls;

    public RuntimeBench(params string[] hosts)
    {
        Capture = new CaptureBench(null, null, hosts);
        _calls = new RuntimeCalls(Capture.Store, new ParagonHosts(Capture.Options.Hosts), Capture.Failures);
    }

    public CaptureBench Capture { get; }

    public HttpClient Bare { get; } = new(CaptureBench.Plain());

    /// <summary>Whether the work at hand counts as part of a call.</summary>
    public bool HasCallAtHand => HttpFlow.Of(_calls) is not null;

    public DiagnosticScope Open(string? name = null) => Capture.Open(name);

    public TicketDiagnostics Unscoped() => Capture.Door.Read(Capture.Store.CopyUnscoped());

    /// <summary>Ends the listening alone, as the dispose of a client does.</summary>
    public void Stop() => _calls.Dispose();

    public void Dispose()
    {
        Stop();
        Bare.Dispose();
    }
}

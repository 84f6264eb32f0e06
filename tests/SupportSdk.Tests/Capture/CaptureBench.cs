using System.Net.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using SupportSdk.Capture;
using SupportSdk.Capture.Http;
using SupportSdk.Paragon;
using SupportSdk.Redaction;
using SupportSdk.Telemetry;

namespace SupportSdk.Tests.Capture;

/// <summary>One client's capture, as the root would put it together, with the loopback hosts as Paragon's.</summary>
internal sealed class CaptureBench : ICapturing
{
    public CaptureBench(TimeProvider? clock = null, Uri? dashboard = null, params string[] hosts)
    {
        var (time, cancelled) = (clock ?? TimeProvider.System, new CancelledCalls());
        Failures = new CaptureFailures(Losses, NullLogger.Instance);
        Options.Hosts.Clear();
        foreach (var host in hosts.Length == 0 ? ["127.0.0.1", "[::1]", "localhost"] : hosts)
        {
            Options.Hosts.Add(host);
        }

        var redactor = new Redactor(new RedactionOptions());
        Door = new EvidenceDoor(redactor, cancelled, new ExecutionLinkTemplate(Options.ExecutionLinkTemplate, dashboard ?? Options.Dashboard), Losses, Failures, time);
        Store = new EvidenceStore(this, Door, new EvidenceOptions().MaxBytes, Losses, time);
        Http = new HttpCapture(Store, Options, cancelled, Failures, time) { AllowsHeader = redactor.AllowsHeader };
    }

    public LossLedger Losses { get; } = new();

    public CaptureFailures Failures { get; }

    public ParagonOptions Options { get; } = new();

    public EvidenceDoor Door { get; }

    public EvidenceStore Store { get; }

    public HttpCapture Http { get; }

    HttpCapture? ICapturing.Capture => Http;

    public DiagnosticScope Open(string? name = null) => Store.Open(name);

    public HttpClient Client(HttpMessageHandler? inner = null) => new(new CaptureHandler(Http) { InnerHandler = inner ?? Plain() });

    public static SocketsHttpHandler Plain() => new() { UseProxy = false, ConnectTimeout = TimeSpan.FromSeconds(30) };

    public static int ClosedPort()
    {
        using var listener = new TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        return ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
    }
}

using System.Diagnostics.CodeAnalysis;
using System.Diagnostics.Tracing;
using System.Net;
using System.Net.Sockets;
using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.Logging.Abstractions;
using SupportSdk.Capture;
using SupportSdk.Capture.Runtime;
using SupportSdk.Paragon;
using SupportSdk.Redaction;
using SupportSdk.Telemetry;

namespace SupportSdk.Benchmarks;

/// <summary>
/// What listening to the runtime costs a call of an uninstrumented client, over a loopback socket that answers at once: to another host, which every call of the process pays,
/// and to Paragon's. Beside it the way not taken: activity IDs.
/// </summary>
[MemoryDiagnoser]
[JsonExporterAttribute.Full]
[SuppressMessage("Design", "CA1001", Justification = "The benchmark runner calls CleanUp.")]
public class RuntimeCallBenchmarks
{
    private static readonly byte[] Answer = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}"u8.ToArray();

    private readonly TcpListener _server = new(IPAddress.Loopback, 0);
    private readonly SocketsHttpHandler _handler = new() { UseProxy = false };
    private HttpMessageInvoker _http = null!;
    private IDisposable? _listening;
    private Uri _url = null!;

    public enum Listening
    {
        Nobody,
        ForAnotherHost,
        ForThisHost,
        ByActivityIds,
    }

    [Params(Listening.Nobody, Listening.ForAnotherHost, Listening.ForThisHost, Listening.ByActivityIds)]
    public Listening Who { get; set; }

    [GlobalSetup]
    public void SetUp()
    {
        _server.Start();
        _ = ServeAsync();
        _url = new Uri($"http://127.0.0.1:{((IPEndPoint)_server.LocalEndpoint).Port}/projects/38b1f170-0c43-4eae-9a04-ab85325d99f7/sdk/me");
        _http = new HttpClient(_handler);
        _listening = Who switch
        {
            Listening.Nobody => null,
            Listening.ForAnotherHost => Listen("useparagon.com"),
            Listening.ForThisHost => Listen("127.0.0.1"),
            _ => new ActivityIdListener(),
        };
    }

    [GlobalCleanup]
    public void CleanUp()
    {
        _listening?.Dispose();
        _http.Dispose();
        _server.Dispose();
    }

    [Benchmark]
    public async Task<HttpStatusCode> Call()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, _url);
        using var response = await _http.SendAsync(request, CancellationToken.None);
        return response.StatusCode;
    }

    private static RuntimeCalls Listen(string host)
    {
        var (losses, time, cancelled) = (new LossLedger(), TimeProvider.System, new CancelledCalls());
        var failures = new CaptureFailures(losses, NullLogger.Instance);
        var door = new EvidenceDoor(new Redactor(new RedactionOptions()), cancelled, new ExecutionLinkTemplate(new ParagonOptions()), losses, failures, time);
        return new RuntimeCalls(new EvidenceStore(door, door, new EvidenceOptions().MaxBytes, losses, time), new ParagonHosts([host]), failures);
    }

    private async Task ServeAsync()
    {
        while (true)
        {
            var socket = await _server.AcceptSocketAsync();
            socket.NoDelay = true;
            _ = AnswerAsync(socket);
        }
    }

    private static async Task AnswerAsync(Socket socket)
    {
        var request = new byte[4096];
        while (await socket.ReceiveAsync(request) > 0)
        {
            await socket.SendAsync(Answer);
        }
    }

    /// <summary>The least that the documented correlation takes: the events, and the activity IDs of the task library.</summary>
    private sealed class ActivityIdListener : EventListener
    {
        protected override void OnEventSourceCreated(EventSource eventSource)
        {
            if (eventSource.Name == "System.Net.Http")
            {
                EnableEvents(eventSource, EventLevel.Informational);
            }
            else if (eventSource.Name == "System.Threading.Tasks.TplEventSource")
            {
                EnableEvents(eventSource, EventLevel.LogAlways, (EventKeywords)0x80);
            }
        }
    }
}

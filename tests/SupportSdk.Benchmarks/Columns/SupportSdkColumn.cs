using Microsoft.Extensions.Logging;
using SupportSdk.Channels;

namespace SupportSdk.Benchmarks.Columns;

/// <summary>SupportSdk as an app uses it, without a host: its handler, its scopes, its log capture.</summary>
internal sealed class SupportSdkColumn : ICaptureColumn
{
    private readonly SupportClient _client = SupportClient.Create(builder => builder
        .Configure(options =>
        {
            options.ProjectId = "38b1f170-0c43-4eae-9a04-ab85325d99f7";
            options.Paragon.Hosts.Add("shop.example");
            options.Paragon.Hosts.Add("127.0.0.1");
        })
        .AddChannel(new NoChannel()));

    private readonly DiagnosticScope _root;

    public SupportSdkColumn() => _root = _client.BeginScope("column");

    public SupportClient Client => _client;

    public long Captured
    {
        get
        {
            var seen = _root.Snapshot();
            return seen.CallsSeen + seen.ConsoleErrors.Count + seen.Exceptions.Count + seen.Logs.Count + seen.Dropped.Values.Sum();
        }
    }

    public HttpMessageHandler Wrap(HttpMessageHandler inner) => new DiagnosticsHandler(_client, inner);

    public void AddLogging(ILoggingBuilder logging) => logging.AddSupportDiagnostics(_client);

    public void Flush()
    {
    }

    public void Dispose()
    {
        _root.Dispose();
        _client.Dispose();
    }

    private sealed class NoChannel : ITicketChannel
    {
        public SupportChannel Channel => SupportChannel.Email;

        public int MaxBytes => 10_000_000;

        public string? CreateRemoteId(TicketMessage message) => null;

        public Task<ChannelResult> SendAsync(TicketMessage message, string? remoteId, CancellationToken cancellationToken) => Task.FromResult(ChannelResult.Delivered(null));
    }
}

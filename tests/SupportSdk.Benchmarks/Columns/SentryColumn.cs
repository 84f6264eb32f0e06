using Microsoft.Extensions.Logging;
using Sentry.Extensibility;
using Sentry.Protocol.Envelopes;

namespace SupportSdk.Benchmarks.Columns;

/// <summary>
/// Sentry with its defaults, except: nothing leaves the process; no session pings; the same exception may be captured again and again; and no back-pressure, which would
/// make it cheaper the longer it runs.
/// </summary>
internal sealed class SentryColumn : ICaptureColumn
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly CountingTransport _transport = new();
    private readonly IDisposable _sdk;

    public SentryColumn() => _sdk = SentrySdk.Init(Configure);

    public long Captured
    {
        get
        {
            Flush();
            var crumbs = 0;
            SentrySdk.ConfigureScope(scope => crumbs = scope.Breadcrumbs.Count);
            return _transport.Sent + crumbs;
        }
    }

    public HttpMessageHandler Wrap(HttpMessageHandler inner) => new SentryHttpMessageHandler(inner);

    public void AddLogging(ILoggingBuilder logging) => logging.AddSentry(Configure);

    public void Flush() => SentrySdk.Flush(Patience);

    public void Dispose() => _sdk.Dispose();

    private void Configure(SentryOptions options)
    {
        options.Dsn = "https://0123456789abcdef0123456789abcdef@o1.ingest.sentry.invalid/1";
        options.Transport = _transport;
        options.AutoSessionTracking = false;
        options.SendClientReports = false;
        options.EnableBackpressureHandling = false;
        options.CaptureFailedRequests = true;
        options.MaxQueueItems = 64;
        options.DisableDuplicateEventDetection();
    }

    /// <summary>Serialises each envelope into nothing.</summary>
    private sealed class CountingTransport : ITransport
    {
        private long _sent;

        public long Sent => Volatile.Read(ref _sent);

        public Task SendEnvelopeAsync(Envelope envelope, CancellationToken cancellationToken = default)
        {
            Interlocked.Increment(ref _sent);
            envelope.Serialize(Stream.Null, null);
            return Task.CompletedTask;
        }
    }
}

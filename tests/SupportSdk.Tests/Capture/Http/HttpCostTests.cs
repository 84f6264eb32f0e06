using System.Diagnostics;
using System.Net;
using System.Text;

namespace SupportSdk.Tests.Capture.Http;

[Collection(nameof(HttpCostTests))]
[CollectionDefinition(nameof(HttpCostTests), DisableParallelization = true)] // Whoever listens to HTTP meanwhile makes every call of the process allocate.
public sealed class HttpCostTests
{
    private const int Calls = 1_000;

    private static readonly Uri Url = new("http://localhost/api/v1/orders/12345?include=lines");

    private readonly CaptureBench _bench = new();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void SendAsync_Success_AllocatesAtMost64BytesOverTheLeast(bool waits)
    {
        using var scope = _bench.Open();
        using var least = new Pipeline(inner => new LeastHandler { InnerHandler = inner }, waits);
        using var ours = new Pipeline(inner => new SupportSdk.Capture.Http.CaptureHandler(_bench.Http) { InnerHandler = inner }, waits);
        var (atLeast, here) = (BytesOf(least), BytesOf(ours));
        Assert.True(here - atLeast <= 64, $"{here} B a call, the least is {atLeast} B.");
        Assert.True(scope.Snapshot().CallsSeen >= Calls);
    }

    private static double BytesOf(Pipeline pipeline)
    {
        pipeline.Run(Calls);
        var before = GC.GetAllocatedBytesForCurrentThread();
        pipeline.Run(Calls);
        return Math.Round((GC.GetAllocatedBytesForCurrentThread() - before) / (double)Calls);
    }

    /// <summary>A client over a handler that answers from memory, at once or after the call has returned, on the same thread.</summary>
    private sealed class Pipeline : IDisposable
    {
        private readonly LaterHandler _inner;
        private readonly HttpClient _client;

        public Pipeline(Func<HttpMessageHandler, HttpMessageHandler> wrap, bool waits)
        {
            _inner = new LaterHandler(waits);
            _client = new HttpClient(wrap(_inner));
        }

        public void Run(int calls)
        {
            for (var i = 0; i < calls; i++)
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, Url);
                var sending = _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
                _inner.Answer();
                Assert.Equal(HttpStatusCode.OK, sending.GetAwaiter().GetResult().StatusCode);
            }
        }

        public void Dispose() => _client.Dispose();
    }

    private sealed class LaterHandler(bool waits) : HttpMessageHandler
    {
        private readonly HttpResponseMessage _response = new() { Content = new StringContent("{}", Encoding.UTF8, "application/json") };
        private TaskCompletionSource<HttpResponseMessage>? _pending;

        public void Answer() => _pending?.SetResult(_response);

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            _pending = waits ? new TaskCompletionSource<HttpResponseMessage>() : null;
            return _pending?.Task ?? Task.FromResult(_response);
        }
    }

    /// <summary>The least that code with the same job has to do by hand: two timestamps and a record of what exists anyway.</summary>
    private sealed class LeastHandler : DelegatingHandler
    {
        private readonly (long Started, long Took, Uri? Url, int Status)[] _records = new (long, long, Uri?, int)[1];

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var started = Stopwatch.GetTimestamp();
            var sending = base.SendAsync(request, cancellationToken);
            if (!sending.IsCompletedSuccessfully)
            {
                return AwaitAsync(sending, request, started);
            }

            Note(request, sending.GetAwaiter().GetResult(), started);
            return sending;
        }

        private async Task<HttpResponseMessage> AwaitAsync(Task<HttpResponseMessage> sending, HttpRequestMessage request, long started)
        {
            try
            {
                var response = await sending.ConfigureAwait(false);
                Note(request, response, started);
                return response;
            }
            catch
            {
                Note(request, new HttpResponseMessage(), started);
                throw;
            }
        }

        private void Note(HttpRequestMessage request, HttpResponseMessage response, long started) =>
            _records[0] = (started, Stopwatch.GetTimestamp() - started, request.RequestUri, (int)response.StatusCode);
    }
}

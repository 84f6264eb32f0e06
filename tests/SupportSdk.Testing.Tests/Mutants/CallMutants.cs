using System.Net;

namespace SupportSdk.Testing.Tests.Mutants;

/// <summary>Flaws of the call: exceptions, cancellation, synchronous and asynchronous, the handler below.</summary>
internal static class CallMutants
{
    private static readonly SemaphoreSlim OneAtATime = new(1);

    public static IReadOnlyList<Mutant> All { get; } =
    [
        new("swallows exceptions", inner => new FlawedHandler(inner) { Call = SwallowAsync }, "http1/failure/refused", "http1/failure/garbage", "inner/failure/below", "inner/dispose/after-failure"),
        new("changes the type of exceptions", inner => new FlawedHandler(inner) { Call = (request, next, token) => TranslateAsync(request, next, e => new InvalidOperationException(e.Message, e), token) }, "http1/failure/no-answer", "http2/failure/no-answer", "http1/failure/request-content"),
        new("throws a copy of the exception", inner => new FlawedHandler(inner) { Call = (request, next, token) => TranslateAsync(request, next, e => new HttpRequestException(e.Message, e.InnerException), token) }, "inner/failure/below"),
        new("leaves data on exceptions", inner => new FlawedHandler(inner) { Call = (request, next, token) => TranslateAsync(request, next, Mark, token) }, "inner/failure/below", "http2/failure/refused"),
        new("takes cancellation for a failure", inner => new FlawedHandler(inner) { Call = (request, next, token) => TranslateAsync(request, next, e => e is OperationCanceledException ? new HttpRequestException("failed", e) : e, token) }, "http1/cancel/timeout", "inner/cancel/token-below", "inner/cancel/before"),
        new("loses the token", inner => new FlawedHandler(inner) { Call = (request, next, _) => next.SendAsync(request, CancellationToken.None) }, "http1/cancel/connecting", "http1/cancel/waiting", "http2/cancel/waiting", "http1/cancel/sending", "http1/cancel/timeout"),
        new("passes a token of its own", inner => new FlawedHandler(inner) { Call = LinkAsync }, "inner/cancel/before"),
        new("loses the token of Send", inner => new FlawedHandler(inner) { SyncCall = (request, next, _) => next.Send(request, CancellationToken.None) }, "http1/sync/cancel"),
        new("refuses Send", inner => new FlawedHandler(inner) { SyncCall = (_, _, _) => throw new NotSupportedException() }, "http1/sync/send", "http1/sync/content-read", "http1/sync/body", "http1/sync/refused", "http1/sync/dies"),
        new("runs Send through SendAsync", inner => new FlawedHandler(inner) { SyncCall = (request, next, token) => next.SendAsync(request, token).GetAwaiter().GetResult() }, "inner/sync/below", "http2/sync/send"),
        new("runs SendAsync through Send", inner => new FlawedHandler(inner) { Call = (request, next, token) => Task.FromResult(next.Send(request, token)) }, "inner/sync/async-below", "http2/head/status"),
        new("changes exceptions of Send", inner => new FlawedHandler(inner) { SyncCall = TranslateSync }, "inner/sync/failure-below", "http1/sync/refused"),
        new("captures the context", inner => new FlawedHandler(inner) { Call = CaptureAsync }, "http1/context/not-captured", "http2/context/not-captured"),
        new("tries again after an exception", inner => new FlawedHandler(inner) { Call = TryAgainAsync }, "inner/failure/below"),
        new("tries again after a failed response", inner => new FlawedHandler(inner) { Call = TryFailedAgainAsync }, "http1/order/head-first"),
        new("lets one call through at a time", inner => new FlawedHandler(inner) { Call = OneByOneAsync }, "http1/request/parallel", "http2/request/parallel"),
        new("suppresses the flow of ambient values", inner => new FlawedHandler(inner) { Call = WithoutFlowAsync }, "inner/context/ambient"),
        new("does not dispose the handler below", inner => new FlawedHandler(inner) { Disposal = _ => { } }, "inner/dispose/handler"),
        new("disposes the handler below twice", inner => new FlawedHandler(inner) { Disposal = below => { below.Dispose(); below.Dispose(); } }, "inner/dispose/handler"),
        new("disposes the request", inner => new FlawedHandler(inner) { Call = DisposeRequestAsync }, "inner/dispose/request", "http1/request/retry"),
        new("disposes the request of a call that failed", inner => new FlawedHandler(inner) { Call = DisposeFailedRequestAsync }, "inner/dispose/after-failure"),
        new("throws for failed responses", inner => new FlawedHandler(inner) { Response = (response, _) => Task.FromResult(response.EnsureSuccessStatusCode()) }, "http1/buffer/ensure-success", "http2/request/expect-refused"),
        new("makes something of no response", inner => new FlawedHandler(inner) { Call = async (request, next, token) => await next.SendAsync(request, token) ?? new HttpResponseMessage() }, "inner/context/response"),
    ];

    private static async Task<HttpResponseMessage> SwallowAsync(HttpRequestMessage request, FlawedHandler.Next next, CancellationToken token)
    {
        try
        {
            return await next.SendAsync(request, token).ConfigureAwait(false);
        }
        catch (Exception)
        {
            return new HttpResponseMessage(HttpStatusCode.ServiceUnavailable);
        }
    }

    private static async Task<HttpResponseMessage> TranslateAsync(HttpRequestMessage request, FlawedHandler.Next next, Func<Exception, Exception> translate, CancellationToken token)
    {
        try
        {
            return await next.SendAsync(request, token).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            throw translate(e);
        }
    }

    private static HttpResponseMessage TranslateSync(HttpRequestMessage request, FlawedHandler.Next next, CancellationToken token)
    {
        try
        {
            return next.Send(request, token);
        }
        catch (Exception e) when (e is not NotSupportedException)
        {
            throw new HttpRequestException("failed", e);
        }
    }

    private static Exception Mark(Exception exception)
    {
        exception.Data["seen"] = true;
        return exception;
    }

    private static async Task<HttpResponseMessage> LinkAsync(HttpRequestMessage request, FlawedHandler.Next next, CancellationToken token)
    {
        using var source = CancellationTokenSource.CreateLinkedTokenSource(token);
        return await next.SendAsync(request, source.Token).ConfigureAwait(false);
    }

    private static async Task<HttpResponseMessage> CaptureAsync(HttpRequestMessage request, FlawedHandler.Next next, CancellationToken token)
    {
        var response = await next.SendAsync(request, token).ConfigureAwait(true);
        return response;
    }

    private static async Task<HttpResponseMessage> TryAgainAsync(HttpRequestMessage request, FlawedHandler.Next next, CancellationToken token)
    {
        try
        {
            return await next.SendAsync(request, token).ConfigureAwait(false);
        }
        catch (HttpRequestException)
        {
            return await next.SendAsync(request, token).ConfigureAwait(false);
        }
    }

    private static async Task<HttpResponseMessage> TryFailedAgainAsync(HttpRequestMessage request, FlawedHandler.Next next, CancellationToken token)
    {
        var response = await next.SendAsync(request, token).ConfigureAwait(false);
        return (int)response.StatusCode >= 500 ? await next.SendAsync(request, token).ConfigureAwait(false) : response;
    }

    private static async Task<HttpResponseMessage> OneByOneAsync(HttpRequestMessage request, FlawedHandler.Next next, CancellationToken token)
    {
        await OneAtATime.WaitAsync(token).ConfigureAwait(false);
        try
        {
            return await next.SendAsync(request, token).ConfigureAwait(false);
        }
        finally
        {
            OneAtATime.Release();
        }
    }

    private static Task<HttpResponseMessage> WithoutFlowAsync(HttpRequestMessage request, FlawedHandler.Next next, CancellationToken token)
    {
        using (ExecutionContext.SuppressFlow())
        {
            return Task.Run(() => next.SendAsync(request, token), token);
        }
    }

    private static async Task<HttpResponseMessage> DisposeRequestAsync(HttpRequestMessage request, FlawedHandler.Next next, CancellationToken token)
    {
        using (request)
        {
            return await next.SendAsync(request, token).ConfigureAwait(false);
        }
    }

    private static async Task<HttpResponseMessage> DisposeFailedRequestAsync(HttpRequestMessage request, FlawedHandler.Next next, CancellationToken token)
    {
        try
        {
            return await next.SendAsync(request, token).ConfigureAwait(false);
        }
        catch
        {
            request.Dispose();
            throw;
        }
    }
}

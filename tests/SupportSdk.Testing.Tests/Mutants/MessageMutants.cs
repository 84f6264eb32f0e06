using System.Diagnostics;
using System.Net;

namespace SupportSdk.Testing.Tests.Mutants;

/// <summary>Flaws of the messages: heads, the request's body, the response around its content.</summary>
internal static class MessageMutants
{
    public static IReadOnlyList<Mutant> All { get; } =
    [
        new("adds a request header", inner => new FlawedHandler(inner) { Request = request => request.Headers.TryAddWithoutValidation("X-Seen", "1") }, "http1/head/request", "http2/head/request", "http1/head/request-object", "http1/head/no-trace", "inner/context/request"),
        new("adds a trace header", inner => new FlawedHandler(inner) { Request = request => request.Headers.TryAddWithoutValidation("traceparent", "00-0af7651916cd43dd8448eb211c80319d-b7ad6b7169203331-01") }, "http1/head/no-trace", "http2/head/no-trace"),
        new("starts a trace of its own", inner => new FlawedHandler(inner) { Call = TraceAsync }, "http1/head/trace", "http2/head/trace"),
        new("leaves tags on the app's activity", inner => new FlawedHandler(inner) { Request = _ => Activity.Current?.SetTag("seen", 1) }, "http1/head/trace"),
        new("reads Authorization as a typed header", inner => new FlawedHandler(inner) { Request = request => _ = request.Headers.Authorization }, "http1/head/request"),
        new("leaves an option on the request", inner => new FlawedHandler(inner) { Request = request => request.Options.Set(new HttpRequestOptionsKey<int>("seen"), 1) }, "http1/head/request-object", "inner/context/request"),
        new("sends a copy of the request", inner => new FlawedHandler(inner) { Call = CopyRequestAsync }, "http1/head/status", "inner/context/request"),
        new("changes the request's version", inner => new FlawedHandler(inner) { Request = request => (request.Version, request.VersionPolicy) = (HttpVersion.Version11, HttpVersionPolicy.RequestVersionOrLower) }, "http2/head/status", "http2/head/request"),
        new("takes Expect: 100-continue away", inner => new FlawedHandler(inner) { Request = request => request.Headers.ExpectContinue = false }, "http1/request/expect-continue", "http2/request/expect-continue", "http1/request/expect-refused"),
        new("closes each connection", inner => new FlawedHandler(inner) { Request = request => request.Headers.ConnectionClose = true }, "http1/head/request", "http1/head/request-object"),
        new("buffers the request's body", inner => new FlawedHandler(inner) { Call = BufferRequestAsync }, "http1/request/body", "http1/request/streamed", "http1/request/early-answer", "http1/cancel/sending", "inner/dispose/request"),
        new("reads the request's body beforehand", inner => new FlawedHandler(inner) { Call = ReadRequestAsync }, "http1/request/streamed", "http2/request/streamed"),
        new("drops the request's body when it is sent again", inner => new FlawedHandler(inner) { Call = DropBodyAsync }, "http1/request/retry", "http2/request/retry"),
        new("hides redirects from the response", inner => new FlawedHandler(inner) { Call = HideRedirectAsync }, "http1/request/redirect", "http2/request/redirect-post", "http1/request/redirect-to-get"),
        new("drops the request message", inner => new FlawedHandler(inner) { Response = (response, _) => Task.FromResult(With(response, () => response.RequestMessage = null)) }, "http1/head/status"),
        new("changes the reason", inner => new FlawedHandler(inner) { Response = (response, _) => Task.FromResult(With(response, () => response.ReasonPhrase = null)) }, "http1/head/status"),
        new("makes a new response", inner => new FlawedHandler(inner) { Response = (response, _) => Task.FromResult(Copy(response)) }, "http1/body/trailers", "http2/body/trailers", "http1/head/response"),
        new("adds a response header", inner => new FlawedHandler(inner) { Response = (response, _) => Task.FromResult(With(response, () => response.Headers.TryAddWithoutValidation("X-Seen", "1"))) }, "http1/head/response", "http2/head/informational"),
        new("copies headers as typed ones", inner => new FlawedHandler(inner) { Content = CopyTyped }, "http1/head/response", "http2/head/response"),
        new("sets the charset", inner => new FlawedHandler(inner) { Response = (response, _) => Task.FromResult(With(response, () => response.Content.Headers.ContentType?.CharSet = "utf-8")) }, "http1/buffer/charset", "http2/buffer/charset"),
        new("believes Content-Length where there is no body", inner => new FlawedHandler(inner) { Response = BelieveAsync }, "http1/body/none", "http2/body/none"),
        new("says that a body was never compressed", inner => new FlawedHandler(inner) { Response = (response, _) => Task.FromResult(With(response, () => response.Content.Headers.ContentEncoding.Clear())) }, "http1/body/gzip-kept", "http2/body/gzip-kept"),
        new("disposes failed responses", inner => new FlawedHandler(inner) { Response = (response, _) => Task.FromResult(With(response, () => { if (!response.IsSuccessStatusCode) { response.Dispose(); } })) }, "http1/reading/byte-array", "inner/dispose/response"),
        new("takes every body for text", inner => new FlawedHandler(inner) { Response = TextAsync }, "http1/reading/read-span", "http1/body/until-close", "http1/order/head-first"),
    ];

    private static HttpResponseMessage With(HttpResponseMessage response, Action change)
    {
        change();
        return response;
    }

    private static async Task<HttpResponseMessage> TraceAsync(HttpRequestMessage request, FlawedHandler.Next next, CancellationToken token)
    {
        Activity.Current = null;
        using var activity = new Activity("own").SetIdFormat(ActivityIdFormat.W3C).Start();
        return await next.SendAsync(request, token).ConfigureAwait(false);
    }

    private static Task<HttpResponseMessage> CopyRequestAsync(HttpRequestMessage request, FlawedHandler.Next next, CancellationToken token)
    {
        var copy = new HttpRequestMessage(request.Method, request.RequestUri) { Content = request.Content, Version = request.Version, VersionPolicy = request.VersionPolicy };
        foreach (var header in request.Headers.NonValidated)
        {
            copy.Headers.TryAddWithoutValidation(header.Key, header.Value);
        }

        return next.SendAsync(copy, token);
    }

    private static async Task<HttpResponseMessage> BufferRequestAsync(HttpRequestMessage request, FlawedHandler.Next next, CancellationToken token)
    {
        await (request.Content?.LoadIntoBufferAsync(token) ?? Task.CompletedTask).ConfigureAwait(false);
        return await next.SendAsync(request, token).ConfigureAwait(false);
    }

    private static async Task<HttpResponseMessage> ReadRequestAsync(HttpRequestMessage request, FlawedHandler.Next next, CancellationToken token)
    {
        await (request.Content?.CopyToAsync(new NeverSeeking(), token) ?? Task.CompletedTask).ConfigureAwait(false);
        return await next.SendAsync(request, token).ConfigureAwait(false);
    }

    private static async Task<HttpResponseMessage> DropBodyAsync(HttpRequestMessage request, FlawedHandler.Next next, CancellationToken token)
    {
        var response = await next.SendAsync(request, token).ConfigureAwait(false);
        if (!response.IsSuccessStatusCode)
        {
            request.Content = null;
        }

        return response;
    }

    private static async Task<HttpResponseMessage> HideRedirectAsync(HttpRequestMessage request, FlawedHandler.Next next, CancellationToken token)
    {
        var first = request.RequestUri;
        var response = await next.SendAsync(request, token).ConfigureAwait(false);
        request.RequestUri = first;
        return response;
    }

    private static HttpResponseMessage Copy(HttpResponseMessage response)
    {
        var copy = new HttpResponseMessage(response.StatusCode) { Content = response.Content, RequestMessage = response.RequestMessage, Version = response.Version, ReasonPhrase = response.ReasonPhrase };
        foreach (var header in response.Headers)
        {
            copy.Headers.TryAddWithoutValidation(header.Key, string.Join("; ", header.Value));
        }

        return copy;
    }

    private static FlawedContent CopyTyped(HttpContent content, Func<Stream, FlawedStream> body)
    {
        var copy = new FlawedContent(content, body);
        copy.Headers.Clear();
        copy.Headers.ContentType = content.Headers.ContentType;
        copy.Headers.ContentLength = content.Headers.ContentLength;
        return copy;
    }

    private static Task<HttpResponseMessage> BelieveAsync(HttpResponseMessage response, CancellationToken token)
    {
        if (response.Content.Headers.ContentLength == 50 && response.RequestMessage?.Method != HttpMethod.Post)
        {
            response.Content = new ByteArrayContent(new byte[50]);
        }

        return Task.FromResult(response);
    }

    private static async Task<HttpResponseMessage> TextAsync(HttpResponseMessage response, CancellationToken token)
    {
        response.Content = new StringContent(await response.Content.ReadAsStringAsync(token).ConfigureAwait(false));
        return response;
    }

    private sealed class NeverSeeking : MemoryStream
    {
        public override bool CanSeek => false;
    }
}

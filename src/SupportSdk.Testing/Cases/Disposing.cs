using System.Net;
using SupportSdk.Testing.Http;

namespace SupportSdk.Testing.Cases;

/// <summary>What the app disposes is disposed, once and at once; what it does not is left alone.</summary>
internal static class Disposing
{
    public static IReadOnlyList<Scenario> Scenarios { get; } =
    [
        Scenario.Inner("dispose/response", "A response's stream is disposed with the response, once, and not before.", ResponseAsync),
        Scenario.Inner("dispose/content", "A content of the app's own kind is disposed with the response, once, and not before.", ContentAsync),
        Scenario.Inner("dispose/request", "The request and its content are the app's to dispose.", RequestAsync),
        Scenario.Inner("dispose/handler", "The handler below is disposed with the client, once.", HandlerAsync),
        Scenario.Inner("dispose/after-failure", "Where the handler below throws, the request is still the app's to dispose, and can be sent again.", AfterFailureAsync),
        new("dispose/unread", "Disposing a response whose body was not opened gives the body up; the server sees it.", rig => LeavingAsync(rig, response => { response.Dispose(); return Task.CompletedTask; })),
        new("dispose/stream", "Disposing the stream alone gives the body up; the server sees it.", rig => LeavingAsync(rig, async response => (await response.Content.ReadAsStreamAsync().ConfigureAwait(false)).Dispose())),
        new("dispose/stream-async", "Disposing the stream asynchronously gives the body up; the server sees it.", rig => LeavingAsync(rig, async response => await (await response.Content.ReadAsStreamAsync().ConfigureAwait(false)).DisposeAsync().ConfigureAwait(false))),
        new("dispose/content-alone", "Disposing the content alone gives the body up; the server sees it.", rig => LeavingAsync(rig, response => { response.Content.Dispose(); return Task.CompletedTask; })),
        new("dispose/reuse", "A body that was read to its end gives its connection back: the next call goes over it.", ReuseAsync),
    ];

    private static async Task ResponseAsync(Rig rig)
    {
        foreach (var kind in Kind.All)
        {
            var spy = new SpyStream(kind.Body(300));
            var content = new StreamContent(spy);
            content.Headers.TryAddWithoutValidation("Content-Type", kind.ContentType);
            var response = await CallAsync(rig, kind, content).ConfigureAwait(false);
            rig.Note($"{kind} disposals after the call", spy.Disposals);
            await response.Content.ReadAsByteArrayAsync().ConfigureAwait(false);
            response.Dispose();
            rig.Note($"{kind} disposals", spy.Disposals > 0);
            var disposals = spy.Disposals;
            response.Dispose();
            rig.Note($"{kind} disposals once more", spy.Disposals - disposals);

            var unread = new SpyStream(kind.Body(300));
            (await CallAsync(rig, kind, new StreamContent(unread)).ConfigureAwait(false)).Dispose();
            rig.Note($"{kind} disposals of an unread one", unread.Disposals);
        }
    }

    private static async Task ContentAsync(Rig rig)
    {
        foreach (var kind in Kind.All)
        {
            var spy = new SpyContent(kind.Body(300));
            spy.Headers.TryAddWithoutValidation("Content-Type", kind.ContentType);
            var response = await CallAsync(rig, kind, spy).ConfigureAwait(false);
            rig.Note($"{kind} after the call", $"{spy.Disposals} disposals, {spy.Serializations} serializations");
            rig.Note($"{kind} body", Kind.Digest(await response.Content.ReadAsByteArrayAsync().ConfigureAwait(false)));
            response.Dispose();
            response.Dispose();
            rig.Note($"{kind} after the response", $"{spy.Disposals} disposals, {spy.Serializations} serializations");
        }
    }

    private static async Task RequestAsync(Rig rig)
    {
        foreach (var kind in Kind.All)
        {
            using var spy = new SpyContent(new byte[30]);
            using var request = new HttpRequestMessage(HttpMethod.Post, "http://127.0.0.1/") { Content = spy };
            using var invoker = new HttpMessageInvoker(rig.Wrap(Answering(kind, new ByteArrayContent(kind.Body(300)))));
            (await invoker.SendAsync(request, default).ConfigureAwait(false)).Dispose();
            rig.Note($"{kind} after the call", $"{spy.Disposals} disposals, {spy.Serializations} serializations, {spy.Opened} opened");
            request.Dispose();
            rig.Note($"{kind} after the request", spy.Disposals);
        }
    }

    private static async Task HandlerAsync(Rig rig)
    {
        var inner = Answering(Kind.Plain, new ByteArrayContent([1]));
        var client = new HttpClient(rig.Wrap(inner));
        (await client.GetAsync("http://127.0.0.1/").ConfigureAwait(false)).Dispose();
        rig.Note("after the call", inner.Disposals);
        client.Dispose();
        client.Dispose();
        rig.Note("after the client", inner.Disposals);
    }

    private static async Task AfterFailureAsync(Rig rig)
    {
        using var spy = new SpyContent(new byte[30]);
        using var invoker = new HttpMessageInvoker(rig.Wrap(new InnerHandler((_, _) => throw new HttpRequestException("below"))));
        using var request = new HttpRequestMessage(HttpMethod.Post, "http://127.0.0.1/") { Content = spy };
        await rig.NoteAsync("call", async () => (await invoker.SendAsync(request, default).ConfigureAwait(false)).StatusCode).ConfigureAwait(false);
        await rig.NoteAsync("call again", async () => (await invoker.SendAsync(request, default).ConfigureAwait(false)).StatusCode).ConfigureAwait(false);
        rig.Note("content", $"{spy.Disposals} disposals, {(await request.Content.ReadAsByteArrayAsync().ConfigureAwait(false)).Length} bytes");
    }

    private static async Task LeavingAsync(Rig rig, Func<HttpResponseMessage, Task> dispose)
    {
        foreach (var kind in Kind.All)
        {
            foreach (var sent in new[] { 0, 100 })
            {
                var call = rig.SendAsync();
                var server = await rig.Server.AcceptAsync().ConfigureAwait(false);
                await server.AnswerAsync(kind.Status, ("Content-Type", kind.ContentType)).ConfigureAwait(false);
                await server.WriteAsync(kind.Body(sent)).ConfigureAwait(false);
                var response = await call.ConfigureAwait(false);
                await dispose(response).ConfigureAwait(false);
                await server.ClientLeft.ConfigureAwait(false);
                rig.Note($"{kind}, {sent} bytes sent: server", "saw it");
            }
        }
    }

    private static async Task ReuseAsync(Rig rig)
    {
        foreach (var kind in Kind.All)
        {
            var call = rig.SendAsync();
            var server = await rig.Server.AcceptAsync().ConfigureAwait(false);
            await server.AnswerAsync(kind.Status, ("Content-Type", kind.ContentType)).ConfigureAwait(false);
            await server.WriteAsync(kind.Body(40_000)).ConfigureAwait(false);
            await server.EndAsync().ConfigureAwait(false);
            using var response = await call.ConfigureAwait(false);
            var stream = await response.Content.ReadAsStreamAsync().ConfigureAwait(false);
            await stream.CopyToAsync(Stream.Null).ConfigureAwait(false);
            rig.Note($"{kind} connection", server.Connection);
        }
    }

    private static async Task<HttpResponseMessage> CallAsync(Rig rig, Kind kind, HttpContent content)
    {
        var client = rig.Keep(new HttpClient(rig.Wrap(Answering(kind, content))));
        return await client.GetAsync("http://127.0.0.1/", HttpCompletionOption.ResponseHeadersRead).ConfigureAwait(false);
    }

    private static InnerHandler Answering(Kind kind, HttpContent content) =>
        new((request, _) => Task.FromResult(new HttpResponseMessage((HttpStatusCode)kind.Status) { Content = content, RequestMessage = request }));
}

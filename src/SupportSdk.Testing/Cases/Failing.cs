using System.Net;
using SupportSdk.Testing.Http;
using SupportSdk.Testing.Server;

namespace SupportSdk.Testing.Cases;

/// <summary>What fails, fails with the original exception, where it failed: type, message, what is inside, and the instance where a handler or content of the app made it.</summary>
internal static class Failing
{
    public static IReadOnlyList<Scenario> Scenarios { get; } =
    [
        new("failure/refused", "A refused connection gives the same exception.", RefusedAsync),
        new("failure/no-answer", "A server that ends without an answer gives the same exception.", NoAnswerAsync),
        Scenario.Http1("failure/garbage", "An answer that is no HTTP gives the same exception.", GarbageAsync),
        new("failure/dies-declared", "A server that dies within a body of a declared length: all bytes before it, then the same exception, and none after it lost.", rig => DiesAsync(rig, declared: true)),
        new("failure/dies-undeclared", "A server that dies within a body without a declared length: all bytes before it, then the same exception.", rig => DiesAsync(rig, declared: false)),
        new("failure/dies-before-body", "A server that dies between head and body: the head, then the same exception.", DiesBeforeBodyAsync),
        new("failure/dies-buffering", "A server that dies while the body is buffered gives the same exceptions.", DiesBufferingAsync),
        Scenario.Http1("failure/cut", "A connection that is reset within the body gives the same exception.", CutAsync),
        Scenario.Inner("failure/below", "The exception of a handler below reaches the app as the same instance, thrown at once or later, without anything left on it.", BelowAsync),
        Scenario.Inner("failure/body-below", "The exception of a body's stream reaches the app as the same instance, after the bytes before it.", BodyBelowAsync),
        new("failure/request-content", "The exception of the app's own content reaches it as the same instance.", RequestContentAsync),
    ];

    private static async Task RefusedAsync(Rig rig)
    {
        using var request = rig.Request();
        rig.Server.Dispose();
        await rig.NoteAsync("call", async () => (await rig.SendAsync(request).ConfigureAwait(false)).StatusCode).ConfigureAwait(false);
    }

    private static async Task NoAnswerAsync(Rig rig)
    {
        var call = rig.SendAsync();
        var requests = 0;
        for (var next = rig.Server.AcceptAsync(); await Task.WhenAny(next, call).ConfigureAwait(false) == next; next = rig.Server.AcceptAsync())
        {
            requests++; // The runtime tries again, a few times, as long as nothing came back.
            await (await next.ConfigureAwait(false)).DieAsync().ConfigureAwait(false);
        }

        rig.Note("requests", requests);
        await rig.NoteAsync("call", async () => (await call.ConfigureAwait(false)).StatusCode).ConfigureAwait(false);
    }

    private static async Task GarbageAsync(Rig rig)
    {
        var call = rig.SendAsync();
        var server = (Http1Exchange)await rig.Server.AcceptAsync().ConfigureAwait(false);
        await server.SendAsync("220 mail.example ESMTP\r\n\r\n"u8.ToArray()).ConfigureAwait(false);
        await rig.NoteAsync("call", async () => (await call.ConfigureAwait(false)).StatusCode).ConfigureAwait(false);
    }

    private static async Task DiesAsync(Rig rig, bool declared)
    {
        foreach (var kind in Kind.All)
        {
            var body = kind.Body(900);
            var (server, response) = await rig.OpenAsync(kind, declared ? [Rig.Length(1_000)] : []).ConfigureAwait(false);
            await server.WriteAsync(body).ConfigureAwait(false);
            var stream = await response.Content.ReadAsStreamAsync().ConfigureAwait(false);
            var read = new byte[900];
            await stream.ReadExactlyAsync(read).ConfigureAwait(false);
            rig.Note($"{kind} before", Kind.Digest(read));
            await server.DieAsync().ConfigureAwait(false);
            await rig.NoteAsync($"{kind} read", async () => await stream.ReadAsync(new byte[10]).ConfigureAwait(false)).ConfigureAwait(false);
        }
    }

    private static async Task DiesBeforeBodyAsync(Rig rig)
    {
        foreach (var kind in Kind.All)
        {
            var call = rig.SendAsync();
            var server = await rig.Server.AcceptAsync().ConfigureAwait(false);
            await server.AnswerAsync(kind.Status, ("Content-Type", kind.ContentType), Rig.Length(1_000)).ConfigureAwait(false);
            using var response = await call.ConfigureAwait(false);
            rig.Note($"{kind} head", response.StatusCode);
            await server.DieAsync().ConfigureAwait(false);
            var stream = await response.Content.ReadAsStreamAsync().ConfigureAwait(false);
            await rig.NoteAsync($"{kind} read", async () => await stream.ReadAsync(new byte[10]).ConfigureAwait(false)).ConfigureAwait(false);
        }
    }

    private static async Task DiesBufferingAsync(Rig rig)
    {
        foreach (var kind in Kind.All)
        {
            foreach (var read in new Func<HttpContent, Task>[] { content => content.ReadAsStringAsync(), content => content.LoadIntoBufferAsync(), content => content.CopyToAsync(Stream.Null) })
            {
                var (server, response) = await rig.OpenAsync(kind).ConfigureAwait(false);
                await server.WriteAsync(kind.Body(900)).ConfigureAwait(false);
                var reading = read(response.Content);
                await server.DieAsync().ConfigureAwait(false);
                await rig.NoteAsync($"{kind}", async () => { await reading.ConfigureAwait(false); return "done"; }).ConfigureAwait(false);
            }
        }
    }

    private static async Task CutAsync(Rig rig)
    {
        foreach (var kind in Kind.All)
        {
            var (server, response) = await rig.OpenAsync(kind).ConfigureAwait(false);
            await server.WriteAsync(kind.Body(900)).ConfigureAwait(false);
            var stream = await response.Content.ReadAsStreamAsync().ConfigureAwait(false);
            await stream.ReadExactlyAsync(new byte[900]).ConfigureAwait(false);
            server.Cut();
            await rig.NoteAsync($"{kind} read", async () => await stream.ReadAsync(new byte[10]).ConfigureAwait(false)).ConfigureAwait(false);
        }
    }

    private static async Task BelowAsync(Rig rig)
    {
        foreach (var thrown in new Exception[] { new HttpRequestException("below", new IOException("inside")), new InvalidOperationException("not HTTP's"), new TimeoutException("below"), new TaskCanceledException("below") })
        {
            foreach (var later in new[] { false, true })
            {
                var inner = new InnerHandler(async (_, _) =>
                {
                    if (later)
                    {
                        await Task.Yield();
                    }

                    throw thrown;
                });
                using var invoker = new HttpMessageInvoker(rig.Wrap(inner));
                using var request = new HttpRequestMessage(HttpMethod.Get, "http://127.0.0.1/");
                await rig.NoteInstanceAsync($"{thrown.GetType()}", thrown, () => invoker.SendAsync(request, default)).ConfigureAwait(false);
                rig.Note("calls below", inner.Calls);
            }
        }
    }

    private static async Task BodyBelowAsync(Rig rig)
    {
        foreach (var kind in Kind.All)
        {
            var thrown = new IOException("of the stream");
            var content = new StreamContent(new SpyStream(kind.Body(300), thrown));
            content.Headers.TryAddWithoutValidation("Content-Type", kind.ContentType);
            using var client = new HttpClient(rig.Wrap(new InnerHandler((_, _) => Task.FromResult(new HttpResponseMessage((HttpStatusCode)kind.Status) { Content = content }))));
            using var response = await client.GetAsync("http://127.0.0.1/", HttpCompletionOption.ResponseHeadersRead).ConfigureAwait(false);
            var stream = await response.Content.ReadAsStreamAsync().ConfigureAwait(false);
            var read = new byte[300];
            await stream.ReadExactlyAsync(read).ConfigureAwait(false);
            rig.Note($"{kind} before", Kind.Digest(read));
            await rig.NoteInstanceAsync($"{kind} read", thrown, () => stream.ReadAsync(new byte[10]).AsTask()).ConfigureAwait(false);
            await rig.NoteInstanceAsync($"{kind} read again", thrown, () => Rig.OnThread(() => stream.Read(new byte[10]))).ConfigureAwait(false);
        }
    }

    private static async Task RequestContentAsync(Rig rig)
    {
        var thrown = new InvalidOperationException("of the app's content");
        using var content = new SpyContent((_, _) => throw thrown);
        await rig.NoteInstanceAsync("call", thrown, () => rig.SendAsync(rig.Request(HttpMethod.Post, content: content))).ConfigureAwait(false);
        rig.Note("serializations", content.Serializations);
    }
}

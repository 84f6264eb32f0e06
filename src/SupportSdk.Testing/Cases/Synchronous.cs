using System.Net;
using SupportSdk.Testing.Http;
using SupportSdk.Testing.Server;

namespace SupportSdk.Testing.Cases;

/// <summary>The synchronous <c>Send</c> stays synchronous, and works or is refused as before.</summary>
internal static class Synchronous
{
    public static IReadOnlyList<Scenario> Scenarios { get; } =
    [
        new("sync/send", "Send gives the response with the head; its stream is read synchronously.", SendAsync),
        new("sync/content-read", "Send that completes with the body gives it in memory.", ContentReadAsync),
        new("sync/body", "Send sends a body.", BodyAsync),
        new("sync/first-bytes", "Send hands over the first bytes while the rest is still to come.", FirstBytesAsync),
        new("sync/refused", "Send gives the exception of a refused connection.", RefusedAsync),
        new("sync/dies", "Send's body gives the exception of a server that died.", DiesAsync),
        new("sync/cancel", "Send can be cancelled while it waits for the head; the server sees it.", CancelAsync),
        Scenario.Inner("sync/below", "The handler below is called by Send, not by SendAsync, on the app's own thread.", BelowAsync),
        Scenario.Inner("sync/failure-below", "The exception of the handler below reaches the app of Send as the same instance.", FailureBelowAsync),
        Scenario.Inner("sync/async-below", "SendAsync stays asynchronous: it is not run through Send, and does not block its caller.", AsyncBelowAsync),
    ];

    private static async Task SendAsync(Rig rig)
    {
        foreach (var kind in Kind.All)
        {
            await AnswerAsync(rig, kind, 40_000, $"{kind}", () =>
            {
                using var response = Send(rig, rig.Request(), HttpCompletionOption.ResponseHeadersRead);
                using var body = new MemoryStream();
                response.Content.ReadAsStream().CopyTo(body);
                return $"{response.StatusCode} {response.Content.Headers.ContentType} {Kind.Digest(body.ToArray())}";
            }).ConfigureAwait(false);
        }
    }

    private static async Task ContentReadAsync(Rig rig)
    {
        foreach (var kind in Kind.All)
        {
            await AnswerAsync(rig, kind, 20_000, $"{kind}", () =>
            {
                using var response = Send(rig, rig.Request(), HttpCompletionOption.ResponseContentRead);
                var stream = response.Content.ReadAsStream();
                using var body = new MemoryStream();
                stream.CopyTo(body);
                return $"seek {stream.CanSeek}, length {response.Content.Headers.ContentLength}, {Kind.Digest(body.ToArray())}";
            }).ConfigureAwait(false);
        }
    }

    private static async Task BodyAsync(Rig rig)
    {
        foreach (var kind in Kind.All)
        {
            await AnswerAsync(rig, kind, 100, $"{kind}", () =>
            {
                using var content = new SpyContent(kind.Body(30_000));
                using var response = Send(rig, rig.Request(HttpMethod.Post, content: content), HttpCompletionOption.ResponseHeadersRead);
                return $"{response.StatusCode}, {content.Serializations} serializations";
            }).ConfigureAwait(false);
        }
    }

    private static async Task FirstBytesAsync(Rig rig)
    {
        foreach (var kind in Kind.All)
        {
            var first = new TaskCompletionSource();
            var reading = rig.NoteSync($"{kind}", () =>
            {
                using var response = Send(rig, rig.Request(), HttpCompletionOption.ResponseHeadersRead);
                var stream = response.Content.ReadAsStream();
                var beginning = new byte[7];
                stream.ReadExactly(beginning);
                first.SetResult();
                using var rest = new MemoryStream();
                stream.CopyTo(rest);
                return $"{Kind.Digest(beginning)}, {Kind.Digest(rest.ToArray())}";
            });
            if (await RequestAsync(rig, reading).ConfigureAwait(false) is { } server)
            {
                await server.AnswerAsync(kind.Status, ("Content-Type", kind.ContentType)).ConfigureAwait(false);
                await server.WriteAsync(kind.Body(500).AsMemory(0, 7)).ConfigureAwait(false);
                await first.Task.ConfigureAwait(false);
                await server.WriteAsync(kind.Body(500).AsMemory(7)).ConfigureAwait(false);
                await server.EndAsync().ConfigureAwait(false);
            }

            await reading.ConfigureAwait(false);
        }
    }

    private static async Task RefusedAsync(Rig rig)
    {
        using var request = rig.Request();
        rig.Server.Dispose();
        await rig.NoteSync("call", () => Send(rig, request, HttpCompletionOption.ResponseHeadersRead).StatusCode).ConfigureAwait(false);
    }

    private static async Task DiesAsync(Rig rig)
    {
        foreach (var kind in Kind.All)
        {
            var first = new TaskCompletionSource();
            var reading = rig.NoteSync($"{kind}", () =>
            {
                using var response = Send(rig, rig.Request(), HttpCompletionOption.ResponseHeadersRead);
                var stream = response.Content.ReadAsStream();
                stream.ReadExactly(new byte[100]);
                first.SetResult();
                return stream.Read(new byte[10]);
            });
            if (await RequestAsync(rig, reading).ConfigureAwait(false) is { } server)
            {
                await server.AnswerAsync(kind.Status, ("Content-Type", kind.ContentType)).ConfigureAwait(false);
                await server.WriteAsync(kind.Body(100)).ConfigureAwait(false);
                await first.Task.ConfigureAwait(false);
                await server.DieAsync().ConfigureAwait(false);
            }

            await reading.ConfigureAwait(false);
        }
    }

    private static async Task CancelAsync(Rig rig)
    {
        using var source = new CancellationTokenSource();
        var call = Rig.OnThread(() =>
        {
            try
            {
                return $"{rig.Client.Send(rig.Request(), HttpCompletionOption.ResponseHeadersRead, source.Token).StatusCode}";
            }
            catch (Exception e) when (e is OperationCanceledException or NotSupportedException)
            {
                return $"{e.GetType()}, the app's token {(e as OperationCanceledException)?.CancellationToken == source.Token}";
            }
        });
        if (await RequestAsync(rig, call).ConfigureAwait(false) is { } server)
        {
            await source.CancelAsync().ConfigureAwait(false);
            await server.ClientLeft.ConfigureAwait(false);
            rig.Note("server", "saw it");
        }

        rig.Note("call", await call.ConfigureAwait(false));
    }

    private static async Task BelowAsync(Rig rig)
    {
        foreach (var kind in Kind.All)
        {
            var below = new Below(kind);
            using var client = new HttpClient(rig.Wrap(below));
            await rig.NoteSync($"{kind}", () =>
            {
                below.AppThread = Environment.CurrentManagedThreadId;
                using var response = client.Send(new HttpRequestMessage(HttpMethod.Get, "http://127.0.0.1/"), HttpCompletionOption.ResponseHeadersRead);
                using var body = new MemoryStream();
                response.Content.ReadAsStream().CopyTo(body);
                return $"{below.Called}, {Kind.Digest(body.ToArray())}";
            }).ConfigureAwait(false);
        }
    }

    private static async Task FailureBelowAsync(Rig rig)
    {
        foreach (var thrown in new Exception[] { new HttpRequestException("below"), new InvalidOperationException("not HTTP's"), new OperationCanceledException("below") })
        {
            using var invoker = new HttpMessageInvoker(rig.Wrap(new InnerHandler((_, _) => throw thrown)));
            await rig.NoteInstanceAsync($"{thrown.GetType()}", thrown, () => Rig.OnThread(() => invoker.Send(new HttpRequestMessage(HttpMethod.Get, "http://127.0.0.1/"), default))).ConfigureAwait(false);
        }
    }

    private static async Task AsyncBelowAsync(Rig rig)
    {
        foreach (var kind in Kind.All)
        {
            var below = new Below(kind);
            var answer = new TaskCompletionSource();
            below.Until = answer.Task;
            using var client = new HttpClient(rig.Wrap(below));
            var call = client.GetAsync("http://127.0.0.1/", HttpCompletionOption.ResponseHeadersRead);
            rig.Note($"{kind} caller", "goes on");
            answer.SetResult();
            using var response = await call.ConfigureAwait(false);
            rig.Note($"{kind} called", below.Called);
        }
    }

    private static HttpResponseMessage Send(Rig rig, HttpRequestMessage request, HttpCompletionOption completion) => rig.Keep(rig.Client.Send(request, completion));

    private static async Task AnswerAsync(Rig rig, Kind kind, int size, string what, Func<object?> call)
    {
        var calling = rig.NoteSync(what, call);
        if (await RequestAsync(rig, calling).ConfigureAwait(false) is { } server)
        {
            rig.Note($"{what} request", Kind.Digest(await server.ReadAsync().ConfigureAwait(false)));
            await server.AnswerAsync(kind.Status, ("Content-Type", kind.ContentType), Rig.Length(size)).ConfigureAwait(false);
            await server.WriteAsync(kind.Body(size)).ConfigureAwait(false);
            await server.EndAsync().ConfigureAwait(false);
        }

        await calling.ConfigureAwait(false);
    }

    // HTTP/2 refuses a synchronous call: then no request comes, and the refusal is what is compared.
    private static async Task<Exchange?> RequestAsync(Rig rig, Task call)
    {
        var request = rig.Server.AcceptAsync();
        return await Task.WhenAny(request, call).ConfigureAwait(false) == request ? await request.ConfigureAwait(false) : null;
    }

    /// <summary>A handler below that tells how it was called.</summary>
    private sealed class Below(Kind kind) : HttpMessageHandler
    {
        public string Called { get; private set; } = "not at all";

        public int AppThread { get; set; }

        public Task Until { get; set; } = Task.CompletedTask;

        protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Called = $"by Send, on the app's thread {Environment.CurrentManagedThreadId == AppThread}";
            return Response();
        }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Called = "by SendAsync";
            await Until.ConfigureAwait(false);
            return Response();
        }

        private HttpResponseMessage Response()
        {
            var content = new StreamContent(new SpyStream(kind.Body(300)));
            content.Headers.TryAddWithoutValidation("Content-Type", kind.ContentType);
            return new HttpResponseMessage((HttpStatusCode)kind.Status) { Content = content };
        }
    }
}

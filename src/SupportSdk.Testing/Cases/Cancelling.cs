using SupportSdk.Testing.Http;

namespace SupportSdk.Testing.Cases;

/// <summary>Cancelling works at every stage of a call, at once, with the exception that names the app's token, and the server sees it.</summary>
internal static class Cancelling
{
    public static IReadOnlyList<Scenario> Scenarios { get; } =
    [
        Scenario.Inner("cancel/before", "A call with a token that is already cancelled fails as it did, and what is below is called or not as it was.", BeforeAsync),
        new("cancel/connecting", "A call can be cancelled while it connects.", ConnectingAsync),
        new("cancel/sending", "A call can be cancelled while its body is sent; the server sees it.", SendingAsync),
        new("cancel/waiting", "A call can be cancelled while it waits for the head; the server sees it.", WaitingAsync),
        new("cancel/reading", "A read can be cancelled while it waits for the body.", rig => ReadingAsync(rig, begun: false)),
        new("cancel/reading-later", "A read can be cancelled in the middle of the body.", rig => ReadingAsync(rig, begun: true)),
        new("cancel/copying", "A copy can be cancelled while it waits for the body.", CopyingAsync),
        new("cancel/buffering", "A call that completes with the body can be cancelled while the body comes; the server sees it.", BufferingAsync),
        new("cancel/token-of-the-call", "The token of the call ends with the head: cancelled later, it does not touch the body.", LaterAsync),
        new("cancel/timeout", "HttpClient.Timeout gives a TaskCanceledException with a TimeoutException inside.", TimeoutAsync),
        Scenario.Inner("cancel/token-below", "The handler below sees a token that the app's cancels, and the app gets that handler's own exception.", BelowAsync),
    ];

    private static async Task BeforeAsync(Rig rig)
    {
        using var source = new CancellationTokenSource();
        await source.CancelAsync().ConfigureAwait(false);
        var inner = new InnerHandler((_, token) => token.IsCancellationRequested ? Task.FromCanceled<HttpResponseMessage>(token) : Task.FromResult(new HttpResponseMessage()));
        using var invoker = new HttpMessageInvoker(rig.Wrap(inner));
        using var request = new HttpRequestMessage(HttpMethod.Get, "http://127.0.0.1/");
        await rig.NoteCancelledAsync("call", async () => (await invoker.SendAsync(request, source.Token).ConfigureAwait(false)).StatusCode, source.Token).ConfigureAwait(false);
        rig.Note("calls below", inner.Calls);
    }

    private static async Task ConnectingAsync(Rig rig)
    {
        using var source = new CancellationTokenSource();
        var connecting = new TaskCompletionSource();
        rig.Sockets.ConnectCallback = async (_, cancellationToken) =>
        {
            connecting.TrySetResult();
            return await new TaskCompletionSource<Stream>().Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        };
        var call = rig.SendAsync(cancellationToken: source.Token);
        await connecting.Task.ConfigureAwait(false);
        await source.CancelAsync().ConfigureAwait(false);
        await rig.NoteCancelledAsync("call", async () => (await call.ConfigureAwait(false)).StatusCode, source.Token).ConfigureAwait(false);
        rig.Note("task", call.Status);
    }

    private static async Task SendingAsync(Rig rig)
    {
        using var source = new CancellationTokenSource();
        using var content = new SpyContent(async (stream, cancellationToken) =>
        {
            await stream.WriteAsync(new byte[10], cancellationToken).ConfigureAwait(false);
            await stream.FlushAsync(cancellationToken).ConfigureAwait(false);
            await new TaskCompletionSource().Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        });
        var call = rig.SendAsync(rig.Request(HttpMethod.Post, content: content), source.Token);
        var server = await rig.Server.AcceptAsync().ConfigureAwait(false);
        rig.Note("server got", (await server.ReadAsync(10).ConfigureAwait(false)).Length);
        await source.CancelAsync().ConfigureAwait(false);
        await rig.NoteCancelledAsync("call", async () => (await call.ConfigureAwait(false)).StatusCode, source.Token).ConfigureAwait(false);
        await server.ClientLeft.ConfigureAwait(false);
        rig.Note("server", "saw it");
    }

    private static async Task WaitingAsync(Rig rig)
    {
        using var source = new CancellationTokenSource();
        var call = rig.SendAsync(cancellationToken: source.Token);
        var server = await rig.Server.AcceptAsync().ConfigureAwait(false);
        await source.CancelAsync().ConfigureAwait(false);
        await rig.NoteCancelledAsync("call", async () => (await call.ConfigureAwait(false)).StatusCode, source.Token).ConfigureAwait(false);
        rig.Note("task", call.Status);
        await server.ClientLeft.ConfigureAwait(false);
        rig.Note("server", "saw it");
    }

    private static async Task ReadingAsync(Rig rig, bool begun)
    {
        foreach (var kind in Kind.All)
        {
            using var source = new CancellationTokenSource();
            var (server, response) = await rig.OpenAsync(kind).ConfigureAwait(false);
            var stream = await response.Content.ReadAsStreamAsync().ConfigureAwait(false);
            if (begun)
            {
                await server.WriteAsync(kind.Body(30)).ConfigureAwait(false);
                await stream.ReadExactlyAsync(new byte[30]).ConfigureAwait(false);
            }

            var read = stream.ReadAsync(new byte[10], source.Token).AsTask();
            await source.CancelAsync().ConfigureAwait(false);
            await rig.NoteCancelledAsync($"{kind} read", async () => await read.ConfigureAwait(false), source.Token).ConfigureAwait(false);
            rig.Note($"{kind} task", read.Status);
            response.Dispose();
            await server.ClientLeft.ConfigureAwait(false);
            rig.Note($"{kind} server", "saw it");
        }
    }

    private static async Task CopyingAsync(Rig rig)
    {
        foreach (var kind in Kind.All)
        {
            using var source = new CancellationTokenSource();
            var (server, response) = await rig.OpenAsync(kind).ConfigureAwait(false);
            using var arrived = new ArrivalStream();
            var copy = response.Content.CopyToAsync(arrived, source.Token);
            await server.WriteAsync(kind.Body(30)).ConfigureAwait(false);
            await arrived.NextAsync(30).ConfigureAwait(false);
            await source.CancelAsync().ConfigureAwait(false);
            await rig.NoteCancelledAsync($"{kind} copy", async () => { await copy.ConfigureAwait(false); return "done"; }, source.Token).ConfigureAwait(false);
            response.Dispose();
            await server.ClientLeft.ConfigureAwait(false);
            rig.Note($"{kind} server", "saw it");
        }
    }

    private static async Task BufferingAsync(Rig rig)
    {
        using var below = new HeadSignal(rig.Sockets);
        using var client = new HttpClient(rig.Wrap(below));
        foreach (var kind in Kind.All)
        {
            using var source = new CancellationTokenSource();
            var call = client.SendAsync(rig.Request(), source.Token);
            var server = await rig.Server.AcceptAsync().ConfigureAwait(false);
            await server.AnswerAsync(kind.Status, ("Content-Type", kind.ContentType)).ConfigureAwait(false);
            await server.WriteAsync(kind.Body(30)).ConfigureAwait(false);
            await below.HeadAsync().ConfigureAwait(false); // Cancelled before it, the call would not have come to the body.
            await source.CancelAsync().ConfigureAwait(false);
            await rig.NoteCancelledAsync($"{kind} call", async () => (await call.ConfigureAwait(false)).StatusCode, source.Token).ConfigureAwait(false);
            await server.ClientLeft.ConfigureAwait(false);
            rig.Note($"{kind} server", "saw it");
        }
    }

    private static async Task LaterAsync(Rig rig)
    {
        using var invoker = new HttpMessageInvoker(rig.Wrap(rig.Sockets)); // HttpClient would put a token of its own between.
        foreach (var kind in Kind.All)
        {
            using var source = new CancellationTokenSource();
            var call = invoker.SendAsync(rig.Request(), source.Token);
            var server = await rig.Server.AcceptAsync().ConfigureAwait(false);
            await server.AnswerAsync(kind.Status, ("Content-Type", kind.ContentType)).ConfigureAwait(false);
            using var response = await call.ConfigureAwait(false);
            await source.CancelAsync().ConfigureAwait(false);
            await server.WriteAsync(kind.Body(700)).ConfigureAwait(false);
            await server.EndAsync().ConfigureAwait(false);
            await rig.NoteAsync($"{kind} body", async () => Kind.Digest(await response.Content.ReadAsByteArrayAsync().ConfigureAwait(false))).ConfigureAwait(false);
        }
    }

    private static async Task TimeoutAsync(Rig rig)
    {
        rig.Client.Timeout = TimeSpan.FromMilliseconds(200);
        var call = rig.SendAsync();
        var server = await rig.Server.AcceptAsync().ConfigureAwait(false);
        try
        {
            await call.ConfigureAwait(false);
        }
        catch (TaskCanceledException e)
        {
            rig.Note("call", $"{e.GetType()} <- {e.InnerException?.GetType()} <- {e.InnerException?.InnerException?.GetType()}");
        }

        await server.ClientLeft.ConfigureAwait(false);
        rig.Note("server", "saw it");
    }

    private static async Task BelowAsync(Rig rig)
    {
        using var source = new CancellationTokenSource();
        using var own = new CancellationTokenSource();
        var thrown = new OperationCanceledException("given up below", own.Token);
        var waiting = new TaskCompletionSource();
        var inner = new InnerHandler(async (_, token) =>
        {
            var cancelled = new TaskCompletionSource();
            using var registration = token.Register(cancelled.SetResult);
            waiting.SetResult();
            await cancelled.Task.ConfigureAwait(false);
            throw thrown;
        });
        using var invoker = new HttpMessageInvoker(rig.Wrap(inner));
        using var request = new HttpRequestMessage(HttpMethod.Get, "http://127.0.0.1/");
        var call = invoker.SendAsync(request, source.Token);
        await waiting.Task.ConfigureAwait(false);
        await source.CancelAsync().ConfigureAwait(false);
        try
        {
            await call.ConfigureAwait(false);
        }
        catch (OperationCanceledException e)
        {
            rig.Note("exception", $"{e.Message}, the same {ReferenceEquals(e, thrown)}, its token {e.CancellationToken == own.Token}");
        }

        rig.Note("task", call.Status);
    }

    /// <summary>Tells when a head has come up from the wire.</summary>
    private sealed class HeadSignal(HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        private readonly SemaphoreSlim _heads = new(0);

        public Task HeadAsync() => _heads.WaitAsync();

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
            _heads.Release();
            return response;
        }

        protected override void Dispose(bool disposing)
        {
            _heads.Dispose();
            base.Dispose(disposing);
        }
    }
}

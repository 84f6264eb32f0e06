using System.Text;
using SupportSdk.Testing.Http;
using SupportSdk.Testing.Server;

namespace SupportSdk.Testing.Cases;

/// <summary>What flows around a call stays as it is: the app's context, its ambient values, its request below, a connection that changes its protocol.</summary>
internal static class Surroundings
{
    public static IReadOnlyList<Scenario> Scenarios { get; } =
    [
        new("context/not-captured", "Nothing is posted to the app's synchronization context: an app that blocks its thread does not hang for it.", NotCapturedAsync),
        Scenario.Inner("context/ambient", "Ambient values of the app reach the handler below, and none of that call's leaks back.", AmbientAsync),
        Scenario.Inner("context/request", "The handler below gets the app's own request.", RequestAsync),
        Scenario.Inner("context/response", "A response without content, or none at all, passes as it is.", ResponseAsync),
        Scenario.Http1("context/upgrade", "A connection that changes its protocol is read and written in both directions.", UpgradeAsync),
    ];

    private static async Task NotCapturedAsync(Rig rig)
    {
        foreach (var kind in Kind.All)
        {
            var context = new CountingContext();
            var reading = await Rig.OnThread(() =>
            {
                SynchronizationContext.SetSynchronizationContext(context);
                return ReadAsync(rig);
            }).ConfigureAwait(false);
            var server = await rig.Server.AcceptAsync().ConfigureAwait(false);
            await server.AnswerAsync(kind.Status, ("Content-Type", kind.ContentType)).ConfigureAwait(false);
            await server.WriteAsync(kind.Body(10_000)).ConfigureAwait(false);
            await server.EndAsync().ConfigureAwait(false);
            rig.Note($"{kind} body", await reading.ConfigureAwait(false));
            rig.Note($"{kind} posts", context.Posts);
        }
    }

    private static async Task<string> ReadAsync(Rig rig)
    {
        using var response = await rig.SendAsync().ConfigureAwait(false);
        return Kind.Digest(await response.Content.ReadAsByteArrayAsync().ConfigureAwait(false));
    }

    private static async Task AmbientAsync(Rig rig)
    {
        var ambient = new AsyncLocal<string>();
        foreach (var kind in Kind.All)
        {
            ambient.Value = "of the app";
            var seen = "";
            using var client = new HttpClient(rig.Wrap(new InnerHandler(async (_, _) =>
            {
                await Task.Yield();
                seen = ambient.Value;
                ambient.Value = "of the call";
                return Answer(kind);
            })));
            using var response = await client.GetAsync("http://127.0.0.1/", HttpCompletionOption.ResponseHeadersRead).ConfigureAwait(false);
            rig.Note($"{kind} below", seen);
            rig.Note($"{kind} after", ambient.Value);
        }
    }

    private static async Task RequestAsync(Rig rig)
    {
        foreach (var kind in Kind.All)
        {
            using var content = new StringContent("body");
            using var request = new HttpRequestMessage(HttpMethod.Post, "http://127.0.0.1/path?query") { Content = content };
            request.Headers.TryAddWithoutValidation("X-App", "own");
            HttpRequestMessage? below = null;
            using var invoker = new HttpMessageInvoker(rig.Wrap(new InnerHandler((seen, _) =>
            {
                below = seen;
                rig.Note($"{kind} below", $"{seen.Method} {seen.RequestUri} {seen.Version} {seen.Headers}{seen.Options.Count()} options, content kept {ReferenceEquals(content, seen.Content)}");
                return Task.FromResult(Answer(kind));
            })));
            using var response = await invoker.SendAsync(request, default).ConfigureAwait(false);
            rig.Note($"{kind} the app's", ReferenceEquals(request, below));
        }
    }

    private static async Task ResponseAsync(Rig rig)
    {
        foreach (var kind in Kind.All)
        {
            using var answer = new HttpResponseMessage((System.Net.HttpStatusCode)kind.Status);
            using var invoker = new HttpMessageInvoker(rig.Wrap(new InnerHandler((_, _) => Task.FromResult(answer))));
            using var response = await invoker.SendAsync(new HttpRequestMessage(HttpMethod.Get, "http://127.0.0.1/"), default).ConfigureAwait(false);
            rig.Note($"{kind}", $"the same {ReferenceEquals(answer, response)}, request {response.RequestMessage is null}, {await response.Content.ReadAsStringAsync().ConfigureAwait(false)}, {response.Content.Headers}");
        }

        using var none = new HttpMessageInvoker(rig.Wrap(new InnerHandler((_, _) => Task.FromResult<HttpResponseMessage>(null!))));
        await rig.NoteAsync("none", async () => await none.SendAsync(new HttpRequestMessage(HttpMethod.Get, "http://127.0.0.1/"), default).ConfigureAwait(false) is null).ConfigureAwait(false);
    }

    private static async Task UpgradeAsync(Rig rig)
    {
        using var request = rig.Request();
        request.Headers.TryAddWithoutValidation("Connection", "Upgrade");
        request.Headers.TryAddWithoutValidation("Upgrade", "echo");
        var call = rig.SendAsync(request);
        var server = (Http1Exchange)await rig.Server.AcceptAsync().ConfigureAwait(false);
        await server.SendAsync("HTTP/1.1 101 Scripted\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\n"u8.ToArray()).ConfigureAwait(false);
        using var response = await call.ConfigureAwait(false);
        var stream = await response.Content.ReadAsStreamAsync().ConfigureAwait(false);
        rig.Note("stream", $"{response.StatusCode}, read {stream.CanRead}, write {stream.CanWrite}");
        foreach (var word in new[] { "one", "two" })
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes(word)).ConfigureAwait(false);
            await stream.FlushAsync().ConfigureAwait(false);
            rig.Note("server got", Encoding.ASCII.GetString(await server.ReadRawAsync(3).ConfigureAwait(false)));
            await server.SendAsync(Encoding.ASCII.GetBytes(word.ToUpperInvariant())).ConfigureAwait(false);
            var echo = new byte[3];
            await stream.ReadExactlyAsync(echo).ConfigureAwait(false);
            rig.Note("app got", Encoding.ASCII.GetString(echo));
        }
    }

    private static HttpResponseMessage Answer(Kind kind)
    {
        var content = new StreamContent(new SpyStream(kind.Body(300)));
        content.Headers.TryAddWithoutValidation("Content-Type", kind.ContentType);
        return new HttpResponseMessage((System.Net.HttpStatusCode)kind.Status) { Content = content };
    }

    /// <summary>Runs what is posted on the pool, and counts it.</summary>
    private sealed class CountingContext : SynchronizationContext
    {
        private int _posts;

        public int Posts => _posts;

        public override void Post(SendOrPostCallback d, object? state)
        {
            Interlocked.Increment(ref _posts);
            base.Post(d, state);
        }
    }
}

using System.Text;
using SupportSdk.Testing.Http;
using SupportSdk.Testing.Server;

namespace SupportSdk.Testing.Cases;

/// <summary>Requests go out as the app sends them: streamed once, sent again by whoever sends them again, redirected, held back for a 100.</summary>
internal static class Requesting
{
    public static IReadOnlyList<Scenario> Scenarios { get; } =
    [
        new("request/body", "A request's body reaches the server byte by byte, of a declared length or not.", BodyAsync),
        new("request/streamed", "A request's body is sent as the app writes it, read once, and not kept.", StreamedAsync),
        new("request/retry", "A handler outside can send the same request again, with the same body.", RetryAsync),
        new("request/expect-continue", "With Expect: 100-continue the body waits for the server's word.", ExpectContinueAsync),
        new("request/expect-refused", "With Expect: 100-continue a final answer comes without the body.", ExpectRefusedAsync),
        new("request/redirect", "Redirects are followed as before, and the response tells where it came from.", rig => RedirectAsync(rig, HttpMethod.Get, 302)),
        new("request/redirect-post", "A redirect that keeps the method sends the body again.", rig => RedirectAsync(rig, HttpMethod.Post, 307)),
        new("request/redirect-to-get", "A redirect that changes the method drops the body.", rig => RedirectAsync(rig, HttpMethod.Post, 303)),
        new("request/parallel", "Calls at the same time get each its own answer, in whatever order they come.", ParallelAsync),
        new("request/early-answer", "An answer that comes while the request's body is still sent reaches the app.", EarlyAnswerAsync),
    ];

    private static async Task BodyAsync(Rig rig)
    {
        foreach (var content in Contents())
        {
            using var request = rig.Request(HttpMethod.Put, content: content);
            var call = rig.SendAsync(request);
            var server = await rig.Server.AcceptAsync().ConfigureAwait(false);
            rig.Note("headers", string.Join(", ", server.Head.Headers.Where(header => header.Key.StartsWith("content-", StringComparison.OrdinalIgnoreCase) || header.Key == "Transfer-Encoding")));
            rig.Note("body", Kind.Digest(await server.ReadAsync().ConfigureAwait(false)));
            await EndAsync(server, Kind.FailedJson).ConfigureAwait(false);
            (await call.ConfigureAwait(false)).Dispose();
        }
    }

    private static HttpContent[] Contents() =>
    [
        new ByteArrayContent(Kind.Plain.Body(150_000)),
        new ByteArrayContent([]),
        new StreamContent(new MemoryStream(Kind.Plain.Body(30_000))),
        new SpyContent(Kind.Plain.Body(30_000)),
        new FormUrlEncodedContent([new("a", "b c"), new("d", "é")]),
        new MultipartFormDataContent("border") { { new StringContent("x"), "name" } },
    ];

    private static async Task StreamedAsync(Rig rig)
    {
        var heard = new SemaphoreSlim(0);
        using var content = new SpyContent(async (stream, cancellationToken) =>
        {
            for (var number = 1; number <= 5; number++)
            {
                await stream.WriteAsync(Encoding.ASCII.GetBytes($"part {number}"), cancellationToken).ConfigureAwait(false);
                await stream.FlushAsync(cancellationToken).ConfigureAwait(false);
                await heard.WaitAsync(cancellationToken).ConfigureAwait(false);
            }
        });
        var call = rig.SendAsync(rig.Request(HttpMethod.Post, content: content));
        var server = await rig.Server.AcceptAsync().ConfigureAwait(false);
        for (var number = 1; number <= 5; number++)
        {
            rig.Note("server got", Encoding.ASCII.GetString(await server.ReadAsync(6).ConfigureAwait(false)));
            heard.Release();
        }

        rig.Note("rest", (await server.ReadAsync().ConfigureAwait(false)).Length);
        await EndAsync(server, Kind.FailedJson).ConfigureAwait(false);
        using var response = await call.ConfigureAwait(false);
        rig.Note("content", $"{content.Serializations} serializations, {content.Opened} opened, {content.Disposals} disposals");
    }

    private static async Task RetryAsync(Rig rig)
    {
        using var client = new HttpClient(new Again { InnerHandler = rig.Wrap(rig.Sockets) });
        foreach (var content in new HttpContent[] { new StringContent("the body"), new SpyContent("the body"u8.ToArray()) })
        {
            using var request = rig.Request(HttpMethod.Post, content: content);
            var call = client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
            foreach (var kind in new[] { new Kind(503, "text/plain"), Kind.FailedJson, Kind.Json })
            {
                var server = await rig.Server.AcceptAsync().ConfigureAwait(false);
                rig.Note($"{kind} server got", $"{server.Head.Method} {Encoding.UTF8.GetString(await server.ReadAsync().ConfigureAwait(false))}");
                await EndAsync(server, kind).ConfigureAwait(false);
            }

            using var response = await call.ConfigureAwait(false);
            rig.Note("answer", $"{response.StatusCode}, {Kind.Digest(await response.Content.ReadAsByteArrayAsync().ConfigureAwait(false))}");
        }
    }

    private static async Task ExpectContinueAsync(Rig rig)
    {
        var written = new TaskCompletionSource();
        using var content = new SpyContent((stream, cancellationToken) =>
        {
            written.SetResult();
            return stream.WriteAsync("the body"u8.ToArray(), cancellationToken).AsTask();
        });
        using var request = rig.Request(HttpMethod.Post, content: content);
        request.Headers.ExpectContinue = true;
        var call = rig.SendAsync(request);
        var server = await rig.Server.AcceptAsync().ConfigureAwait(false);
        rig.Note("head", $"{server.Head["Expect"]}, body begun {written.Task.IsCompleted}");
        await server.AnswerAsync(100).ConfigureAwait(false);
        rig.Note("body", Encoding.UTF8.GetString(await server.ReadAsync().ConfigureAwait(false)));
        await EndAsync(server, Kind.FailedJson).ConfigureAwait(false);
        using var response = await call.ConfigureAwait(false);
        rig.Note("answer", $"{response.StatusCode}, {content.Serializations} serializations");
    }

    private static async Task ExpectRefusedAsync(Rig rig)
    {
        foreach (var kind in new[] { new Kind(417, "text/plain"), new Kind(401, "application/json") })
        {
            using var content = new SpyContent("the body"u8.ToArray());
            using var request = rig.Request(HttpMethod.Post, content: content);
            request.Headers.ExpectContinue = true;
            var call = rig.SendAsync(request);
            var server = await rig.Server.AcceptAsync().ConfigureAwait(false);
            await server.AnswerAsync(kind.Status, ("Content-Type", kind.ContentType), Rig.Length(50)).ConfigureAwait(false);
            await server.WriteAsync(kind.Body(50)).ConfigureAwait(false);
            await server.EndAsync().ConfigureAwait(false);
            using var response = await call.ConfigureAwait(false);
            rig.Note($"{kind}", $"{response.StatusCode}, {content.Serializations} serializations");
            rig.Note($"{kind} body", Kind.Digest(await response.Content.ReadAsByteArrayAsync().ConfigureAwait(false)));
        }
    }

    private static async Task RedirectAsync(Rig rig, HttpMethod method, int status)
    {
        foreach (var kind in Kind.All)
        {
            using var request = rig.Request(method, "/from", method == HttpMethod.Post ? new StringContent("the body") : null);
            request.Headers.Authorization = new("Bearer", "of-the-app");
            var call = rig.SendAsync(request);
            var first = await rig.Server.AcceptAsync().ConfigureAwait(false);
            await first.ReadAsync().ConfigureAwait(false);
            await first.AnswerAsync(status, ("Location", "/to?a=b"), Rig.Length(0)).ConfigureAwait(false);
            await first.EndAsync().ConfigureAwait(false);
            var second = await rig.Server.AcceptAsync().ConfigureAwait(false);
            rig.Note($"{kind} second", $"{second.Head}\n{Encoding.UTF8.GetString(await second.ReadAsync().ConfigureAwait(false))}");
            await EndAsync(second, kind).ConfigureAwait(false);
            using var response = await call.ConfigureAwait(false);
            rig.Note($"{kind} answer", $"{response.StatusCode} of {response.RequestMessage?.Method} {response.RequestMessage?.RequestUri}, the app's request {ReferenceEquals(request, response.RequestMessage)}");
        }
    }

    private static async Task ParallelAsync(Rig rig)
    {
        var calls = Enumerable.Range(0, 12).Select(number => rig.SendAsync(rig.Request(path: $"/{number}"))).ToArray();
        var servers = new List<Exchange>();
        while (servers.Count < calls.Length)
        {
            servers.Add(await rig.Server.AcceptAsync().ConfigureAwait(false));
        }

        foreach (var server in servers.OrderByDescending(server => int.Parse(server.Head.Target[1..], System.Globalization.CultureInfo.InvariantCulture)))
        {
            var kind = Kind.All[server.Head.Target.Length % Kind.All.Count];
            await server.AnswerAsync(kind.Status, ("Content-Type", kind.ContentType)).ConfigureAwait(false);
            await server.WriteAsync(Encoding.ASCII.GetBytes($"answer to {server.Head.Target}")).ConfigureAwait(false);
        }

        await Task.WhenAll(servers.Select(server => server.EndAsync())).ConfigureAwait(false);
        foreach (var call in calls)
        {
            using var response = await call.ConfigureAwait(false);
            rig.Note("answer", await response.Content.ReadAsStringAsync().ConfigureAwait(false));
        }
    }

    private static async Task EarlyAnswerAsync(Rig rig)
    {
        foreach (var kind in Kind.All)
        {
            var answered = new TaskCompletionSource();
            using var content = new SpyContent(async (stream, cancellationToken) =>
            {
                await stream.WriteAsync("one"u8.ToArray(), cancellationToken).ConfigureAwait(false);
                await stream.FlushAsync(cancellationToken).ConfigureAwait(false);
                await answered.Task.ConfigureAwait(false);
                await stream.WriteAsync("two"u8.ToArray(), cancellationToken).ConfigureAwait(false);
            });
            var call = rig.SendAsync(rig.Request(HttpMethod.Post, content: content));
            var server = await rig.Server.AcceptAsync().ConfigureAwait(false);
            rig.Note($"{kind} server got", Encoding.ASCII.GetString(await server.ReadAsync(3).ConfigureAwait(false)));
            await server.AnswerAsync(kind.Status, ("Content-Type", kind.ContentType)).ConfigureAwait(false);
            if (!rig.IsHttp2)
            {
                answered.SetResult(); // HTTP/1.1 gives the answer when the request is whole.
            }

            using var response = await call.ConfigureAwait(false);
            answered.TrySetResult();
            rig.Note($"{kind} rest", Encoding.ASCII.GetString(await server.ReadAsync().ConfigureAwait(false)));
            await server.WriteAsync(kind.Body(100)).ConfigureAwait(false);
            await server.EndAsync().ConfigureAwait(false);
            rig.Note($"{kind} body", Kind.Digest(await response.Content.ReadAsByteArrayAsync().ConfigureAwait(false)));
        }
    }

    private static async Task EndAsync(Exchange server, Kind kind)
    {
        await server.AnswerAsync(kind.Status, ("Content-Type", kind.ContentType)).ConfigureAwait(false);
        await server.WriteAsync(kind.Body(100)).ConfigureAwait(false);
        await server.EndAsync().ConfigureAwait(false);
    }

    /// <summary>An app's own retries: it sends the same request again while the answer is a failure.</summary>
    private sealed class Again : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            while (true)
            {
                var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
                if (response.IsSuccessStatusCode)
                {
                    return response;
                }

                await response.Content.CopyToAsync(Stream.Null, cancellationToken).ConfigureAwait(false);
                response.Dispose();
            }
        }
    }
}

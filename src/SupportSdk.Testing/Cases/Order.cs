using System.Text;
using SupportSdk.Testing.Http;
using SupportSdk.Testing.Server;

namespace SupportSdk.Testing.Cases;

/// <summary>What is there is handed over at once, and nothing is read before the app asks. Proven by the order of events: the server goes on only when the app has got what was sent.</summary>
internal static class Order
{
    private const int Large = 100 * 1024 * 1024;
    private const int KeptAtMost = 24 * 1024 * 1024;

    public static IReadOnlyList<Scenario> Scenarios { get; } =
    [
        new("order/head-first", "A call completes with the head alone, before a byte of the body was sent.", HeadFirstAsync),
        new("order/first-bytes", "The first bytes are handed over while the rest is still to come.", rig => FirstBytesAsync(rig, sync: false)),
        new("order/first-bytes-sync", "The first bytes are handed over by a synchronous read while the rest is still to come.", rig => FirstBytesAsync(rig, sync: true)),
        new("order/waiting-read", "A read that waits gets the bytes when they come, and its buffer is not written before.", WaitingReadAsync),
        new("order/drip", "A body that comes byte by byte is handed over byte by byte.", DripAsync),
        new("order/events", "Server-sent events and lines of JSON reach the app one by one.", EventsAsync),
        new("order/copy", "CopyToAsync hands over what has come before the next is sent.", CopyAsync),
        new("order/never-ending", "A body that never ends can be read in part and given up; the server sees it.", NeverEndingAsync),
        new("order/large", "100 MB stream through without being kept.", rig => LargeAsync(rig, Kind.Json)),
        new("order/large-failed", "100 MB of a failed response stream through without being kept.", rig => LargeAsync(rig, Kind.FailedJson)),
        Scenario.Inner("order/no-read-ahead", "Nothing of a successful body is read before the app reads, and no more than it asks for.", NoReadAheadAsync),
    ];

    private static async Task HeadFirstAsync(Rig rig)
    {
        foreach (var kind in Kind.All)
        {
            var (server, response) = await rig.OpenAsync(kind).ConfigureAwait(false);
            rig.Note($"{kind} head", response.StatusCode);
            await server.WriteAsync(kind.Body(500)).ConfigureAwait(false);
            await server.EndAsync().ConfigureAwait(false);
            rig.Note($"{kind} body", Kind.Digest(await response.Content.ReadAsByteArrayAsync().ConfigureAwait(false)));
        }
    }

    private static async Task FirstBytesAsync(Rig rig, bool sync)
    {
        foreach (var kind in Kind.All)
        {
            var body = kind.Body(500);
            var call = rig.SendAsync();
            var server = await rig.Server.AcceptAsync().ConfigureAwait(false);
            await server.AnswerAsync(kind.Status, ("Content-Type", kind.ContentType), Rig.Length(body.Length)).ConfigureAwait(false);
            await server.WriteAsync(body.AsMemory(0, 7)).ConfigureAwait(false);
            using var response = await call.ConfigureAwait(false);
            var stream = await response.Content.ReadAsStreamAsync().ConfigureAwait(false);
            var beginning = new byte[7];
            for (var got = 0; got < beginning.Length;)
            {
                got += sync ? await Rig.OnThread(() => stream.Read(beginning, got, 7 - got)).ConfigureAwait(false) : await stream.ReadAsync(beginning.AsMemory(got)).ConfigureAwait(false);
            }

            rig.Note($"{kind} beginning", Kind.Digest(beginning));
            await server.WriteAsync(body.AsMemory(7)).ConfigureAwait(false);
            await server.EndAsync().ConfigureAwait(false);
            rig.Note($"{kind} rest", await RestAsync(stream).ConfigureAwait(false));
        }
    }

    private static async Task WaitingReadAsync(Rig rig)
    {
        foreach (var kind in Kind.All)
        {
            var (server, response) = await rig.OpenAsync(kind).ConfigureAwait(false);
            var stream = await response.Content.ReadAsStreamAsync().ConfigureAwait(false);
            var buffer = new byte[100];
            var read = stream.ReadAsync(buffer).AsTask();
            rig.Note($"{kind} buffer while waiting", Kind.Digest(buffer));
            await server.WriteAsync(kind.Body(60)).ConfigureAwait(false);
            rig.Note($"{kind} read", await read.ConfigureAwait(false));
            rig.Note($"{kind} buffer", Kind.Digest(buffer));
            await server.EndAsync().ConfigureAwait(false);
            rig.Note($"{kind} rest", await RestAsync(stream).ConfigureAwait(false));
        }
    }

    private static async Task DripAsync(Rig rig)
    {
        foreach (var kind in Kind.All)
        {
            var body = kind.Body(50);
            var (server, response) = await rig.OpenAsync(kind).ConfigureAwait(false);
            var stream = await response.Content.ReadAsStreamAsync().ConfigureAwait(false);
            var sizes = new StringBuilder();
            for (var i = 0; i < body.Length; i++)
            {
                await server.WriteAsync(body.AsMemory(i, 1)).ConfigureAwait(false);
                var buffer = new byte[64];
                var size = await stream.ReadAsync(buffer).ConfigureAwait(false);
                sizes.Append(System.Globalization.CultureInfo.InvariantCulture, $"{size}:{buffer[0]} ");
            }

            await server.EndAsync().ConfigureAwait(false);
            rig.Note($"{kind} reads", sizes);
            rig.Note($"{kind} rest", await RestAsync(stream).ConfigureAwait(false));
        }
    }

    private static async Task EventsAsync(Rig rig)
    {
        foreach (var kind in new[] { new Kind(200, "text/event-stream"), new Kind(200, "application/x-ndjson"), Kind.Json, new Kind(503, "text/event-stream"), Kind.FailedJson })
        {
            var (server, response) = await rig.OpenAsync(kind).ConfigureAwait(false);
            using var reader = new StreamReader(await response.Content.ReadAsStreamAsync().ConfigureAwait(false));
            for (var number = 1; number <= 5; number++)
            {
                await server.WriteAsync(Encoding.UTF8.GetBytes($"data: {{\"number\":{number}}}\n")).ConfigureAwait(false);
                rig.Note($"{kind} event", await reader.ReadLineAsync().ConfigureAwait(false));
            }

            await server.EndAsync().ConfigureAwait(false);
            rig.Note($"{kind} end", await reader.ReadLineAsync().ConfigureAwait(false) is null);
        }
    }

    private static async Task CopyAsync(Rig rig)
    {
        foreach (var kind in Kind.All)
        {
            var (server, response) = await rig.OpenAsync(kind).ConfigureAwait(false);
            var arrived = new ArrivalStream();
            var copy = response.Content.CopyToAsync(arrived);
            for (var number = 1; number <= 5; number++)
            {
                await server.WriteAsync(kind.Body(number)).ConfigureAwait(false);
                await arrived.NextAsync(number).ConfigureAwait(false);
                rig.Note($"{kind} copied", number);
            }

            await server.EndAsync().ConfigureAwait(false);
            await copy.ConfigureAwait(false);
        }
    }

    private static async Task NeverEndingAsync(Rig rig)
    {
        foreach (var kind in Kind.All)
        {
            var (server, response) = await rig.OpenAsync(kind).ConfigureAwait(false);
            var sending = SendForeverAsync(server, kind.Body(16 * 1024));
            var stream = await response.Content.ReadAsStreamAsync().ConfigureAwait(false);
            var part = new byte[1024 * 1024];
            await stream.ReadExactlyAsync(part).ConfigureAwait(false);
            rig.Note($"{kind} part", Kind.Digest(part));
            response.Dispose();
            await sending.ConfigureAwait(false);
            rig.Note($"{kind} server", "saw the app leave");
        }
    }

    private static async Task SendForeverAsync(Exchange server, byte[] block)
    {
        try
        {
            while (!server.ClientLeft.IsCompleted)
            {
                await server.WriteAsync(block).ConfigureAwait(false);
            }
        }
        catch (IOException)
        {
            // The app left.
        }
    }

    private static async Task LargeAsync(Rig rig, Kind kind)
    {
        var (server, response) = await rig.OpenAsync(kind, Rig.Length(Large)).ConfigureAwait(false);
        var sending = SendAsync(server, kind.Body(1024 * 1024));
        var stream = await response.Content.ReadAsStreamAsync().ConfigureAwait(false);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var buffer = new byte[64 * 1024];
        using var digest = System.Security.Cryptography.IncrementalHash.CreateHash(System.Security.Cryptography.HashAlgorithmName.SHA256);
        long total = 0, kept = 0;
        while (await stream.ReadAsync(buffer).ConfigureAwait(false) is var count and > 0)
        {
            digest.AppendData(buffer.AsSpan(0, count));
            if (total < Large * 3L / 4 && total + count >= Large * 3L / 4)
            {
                kept = GC.GetTotalMemory(forceFullCollection: true) - before;
            }

            total += count;
        }

        rig.Note("read", $"{total} bytes, {Convert.ToHexString(digest.GetHashAndReset(), 0, 8)}");
        rig.Note("kept", kept < KeptAtMost && GC.GetTotalMemory(forceFullCollection: true) - before < KeptAtMost ? "little" : "the body");
        await sending.ConfigureAwait(false);
    }

    private static async Task SendAsync(Exchange server, byte[] block)
    {
        for (var sent = 0; sent < Large; sent += block.Length)
        {
            await server.WriteAsync(block).ConfigureAwait(false);
        }

        await server.EndAsync().ConfigureAwait(false);
    }

    private static async Task NoReadAheadAsync(Rig rig)
    {
        foreach (var kind in new[] { Kind.Plain, Kind.Json, new Kind(200, "text/event-stream") })
        {
            var spy = new SpyStream(kind.Body(100_000));
            using var client = new HttpClient(rig.Wrap(Answering(kind, spy)));
            using var response = await client.GetAsync("http://127.0.0.1/", HttpCompletionOption.ResponseHeadersRead).ConfigureAwait(false);
            rig.Note($"{kind} reads before the stream", spy.Reads);
            var stream = await response.Content.ReadAsStreamAsync().ConfigureAwait(false);
            rig.Note($"{kind} reads before the app's", spy.Reads);
            for (var i = 1; i <= 3; i++)
            {
                rig.Note($"{kind} read", await stream.ReadAsync(new byte[100]).ConfigureAwait(false));
                rig.Note($"{kind} reads after the app's", spy.Reads);
            }
        }
    }

    private static InnerHandler Answering(Kind kind, Stream body) => new((request, _) =>
    {
        var content = new StreamContent(body);
        content.Headers.TryAddWithoutValidation("Content-Type", kind.ContentType);
        return Task.FromResult(new HttpResponseMessage((System.Net.HttpStatusCode)kind.Status) { Content = content, RequestMessage = request });
    });

    private static async Task<string> RestAsync(Stream stream)
    {
        using var rest = new MemoryStream();
        await stream.CopyToAsync(rest).ConfigureAwait(false);
        return Kind.Digest(rest.ToArray());
    }
}

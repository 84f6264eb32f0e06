using System.IO.Pipelines;

namespace SupportSdk.Testing.Tests.Mutants;

/// <summary>Flaws of the body: what is read, when, and what is kept. The first two are faults of a well-known library.</summary>
internal static class BodyMutants
{
    public static IReadOnlyList<Mutant> All { get; } =
    [
        new("pumps through a pipe that never learns of a failure", inner => new FlawedHandler(inner) { Content = (content, _) => Piped(content, failures: false) }, "http1/failure/dies-declared", "http1/failure/dies-undeclared", "http2/failure/dies-before-body", "http1/failure/cut"),
        new("reads ahead for a while and loses what came", inner => new FlawedHandler(inner) { Response = LosePrefixAsync }, "http1/order/first-bytes", "http2/order/first-bytes", "http1/reading/read-async-memory", "inner/order/no-read-ahead"),
        new("pumps ahead through a pipe", inner => new FlawedHandler(inner) { Content = (content, _) => Piped(content, failures: true) }, "inner/order/no-read-ahead"),
        new("buffers every body", inner => new FlawedHandler(inner) { Response = (response, token) => BufferAsync(response, _ => true, token) }, "http1/order/head-first", "http2/order/head-first", "http2/order/events", "http1/order/never-ending", "http1/order/copy"),
        new("buffers failed bodies", inner => new FlawedHandler(inner) { Response = (response, token) => BufferAsync(response, failed => !failed.IsSuccessStatusCode, token) }, "http1/order/head-first", "http2/order/waiting-read", "http1/dispose/unread", "http1/failure/dies-buffering", "http1/stream/capabilities"),
        new("buffers bodies of a declared length", inner => new FlawedHandler(inner) { Response = (response, token) => BufferAsync(response, found => found.Content.Headers.ContentLength > 0, token) }, "http1/order/large", "http2/order/large-failed", "http1/order/first-bytes"),
        new("buffers every body and cannot be cancelled", inner => new FlawedHandler(inner) { Response = (response, _) => BufferAsync(response, _ => true, CancellationToken.None) }, "http1/cancel/buffering", "http2/cancel/buffering"),
        new("reads a first buffer before the app", inner => new FlawedHandler(inner) { Response = ReadFirstAsync }, "inner/order/no-read-ahead", "http1/order/head-first"),
        new("ignores limits of buffering", inner => new FlawedHandler(inner) { Response = (response, token) => BufferAsync(response, _ => true, token), Content = (content, _) => content }, "http1/buffer/client-limit-declared", "http1/buffer/client-limit-undeclared", "http2/buffer/load-limit", "http1/buffer/length"),
        new("keeps all that is read", inner => new FlawedHandler(inner) { Body = KeepAll }, "http1/order/large", "http2/order/large-failed"),
        new("changes a byte", inner => new FlawedHandler(inner) { Body = ChangeOne }, "http1/body/declared", "http2/body/undeclared", "http1/body/until-close", "http1/body/gzip", "http1/reading/string", "http1/reading/copy-to-async", "http1/buffer/shorthands"),
        new("hands a beginning over twice", inner => new FlawedHandler(inner) { Body = Repeat }, "http2/reading/read-async-memory", "http1/reading/stream-reader"),
        new("waits until the buffer is full", inner => new FlawedHandler(inner) { Body = (stream, _) => new FlawedStream(stream) { OnReadAsync = (below, buffer, token) => below.ReadAtLeastAsync(buffer, buffer.Length, false, token) } }, "http1/order/drip", "http2/order/events", "http1/order/waiting-read"),
        new("waits for more than is there when read synchronously", inner => new FlawedHandler(inner) { Body = (stream, _) => new FlawedStream(stream) { OnRead = (below, buffer) => below.ReadAtLeast(new byte[8], 8, false) } }, "http1/order/first-bytes-sync", "http1/sync/first-bytes", "http1/reading/read-array"),
        new("fabricates a length", inner => new FlawedHandler(inner) { Content = (content, body) => new FlawedContent(content, body) { KnowsItsLength = true } }, "http1/body/undeclared", "http2/buffer/length", "http1/buffer/content-read"),
        new("fabricates a Content-Length header", inner => new FlawedHandler(inner) { Response = FabricateAsync }, "http1/body/undeclared", "http2/body/undeclared"),
        new("has a body for an empty one", inner => new FlawedHandler(inner) { Response = FillAsync }, "http1/body/empty", "http2/body/empty"),
        new("repairs what cannot be decompressed", inner => new FlawedHandler(inner) { Response = RepairAsync }, "http1/body/gzip-broken", "http2/body/gzip-broken"),
        new("forgets to dispose the content", inner => new FlawedHandler(inner) { Content = (content, body) => new FlawedContent(content, body) { ForgetsItsOriginal = true } }, "http1/dispose/unread", "http2/dispose/content-alone"),
        new("lets the body be read twice", inner => new FlawedHandler(inner) { Content = (content, body) => new FlawedContent(content, body) { CanBeReadTwice = true } }, "http1/stream/twice", "http2/stream/twice"),
        new("has no synchronous stream", inner => new FlawedHandler(inner) { Content = (content, body) => new FlawedContent(content, body) { HasNoSyncStream = true } }, "http1/sync/first-bytes", "http1/sync/dies"),
        new("disposes the app's own content early", inner => new FlawedHandler(inner) { Response = (response, _) => { if (response.Content.GetType().Name == "SpyContent") { response.Content.Dispose(); } return Task.FromResult(response); } }, "inner/dispose/content"),
        new("takes a changed protocol for a body", inner => new FlawedHandler(inner) { Response = (response, _) => { if ((int)response.StatusCode == 101) { response.Content = new ByteArrayContent([]); } return Task.FromResult(response); } }, "http1/context/upgrade"),
        new("holds the head until the body begins", inner => new FlawedHandler(inner) { Response = ReadFirstAsync }, "http1/cancel/reading", "http2/cancel/token-of-the-call", "http1/failure/dies-before-body"),
    ];

    // A pump from the wire into a pipe, from which the app reads.
    private static StreamContent Piped(HttpContent content, bool failures)
    {
        var pipe = new Pipe(new PipeOptions(pauseWriterThreshold: 0));
        _ = PumpAsync(content, pipe.Writer, failures);
        var piped = new StreamContent(pipe.Reader.AsStream());
        foreach (var header in content.Headers.NonValidated)
        {
            piped.Headers.TryAddWithoutValidation(header.Key, header.Value);
        }

        return piped;
    }

    private static async Task PumpAsync(HttpContent content, PipeWriter writer, bool failures)
    {
        try
        {
            var stream = await content.ReadAsStreamAsync().ConfigureAwait(false);
            while (await stream.ReadAsync(writer.GetMemory(4_096)).ConfigureAwait(false) is var count and > 0)
            {
                writer.Advance(count);
                await writer.FlushAsync().ConfigureAwait(false);
            }

            await writer.CompleteAsync().ConfigureAwait(false);
        }
        catch (Exception e) when (failures)
        {
            await writer.CompleteAsync(e).ConfigureAwait(false);
        }
    }

    // Reads until its time is over; then the response goes on without what was read.
    private static async Task<HttpResponseMessage> LosePrefixAsync(HttpResponseMessage response, CancellationToken token)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(100), TimeProvider.System);
        var stream = await response.Content.ReadAsStreamAsync(token).ConfigureAwait(false);
        var read = stream.ReadAsync(new byte[100], CancellationToken.None).AsTask();
        await Task.WhenAny(read, Task.Delay(Timeout.Infinite, patience.Token)).ConfigureAwait(false);
        return response;
    }

    private static async Task<HttpResponseMessage> BufferAsync(HttpResponseMessage response, Func<HttpResponseMessage, bool> which, CancellationToken token)
    {
        if (which(response))
        {
            await response.Content.LoadIntoBufferAsync(token).ConfigureAwait(false);
        }

        return response;
    }

    private static async Task<HttpResponseMessage> ReadFirstAsync(HttpResponseMessage response, CancellationToken token)
    {
        var stream = await response.Content.ReadAsStreamAsync(token).ConfigureAwait(false);
        var first = new byte[100];
        var count = await stream.ReadAsync(first, token).ConfigureAwait(false);
        var given = 0;
        response.Content = new FlawedContent(response.Content, below => new FlawedStream(below)
        {
            OnReadAsync = (rest, buffer, read) =>
            {
                var part = Math.Min(count - given, buffer.Length);
                first.AsMemory(given, part).CopyTo(buffer);
                given += part;
                return part > 0 ? ValueTask.FromResult(part) : rest.ReadAsync(buffer, read);
            },
        });
        return response;
    }

    private static FlawedStream KeepAll(Stream stream, CancellationToken token)
    {
        var kept = new MemoryStream();
        return new FlawedStream(stream)
        {
            OnReadAsync = async (below, buffer, read) =>
            {
                var count = await below.ReadAsync(buffer, read).ConfigureAwait(false);
                kept.Write(buffer.Span[..count]);
                return count;
            },
        };
    }

    private static FlawedStream ChangeOne(Stream stream, CancellationToken token) => new(stream)
    {
        OnReadAsync = async (below, buffer, read) =>
        {
            var count = await below.ReadAsync(buffer, read).ConfigureAwait(false);
            if (count > 0)
            {
                buffer.Span[0] ^= 1;
            }

            return count;
        },
    };

    private static FlawedStream Repeat(Stream stream, CancellationToken token)
    {
        var (first, again) = (Array.Empty<byte>(), true);
        return new FlawedStream(stream)
        {
            OnReadAsync = async (below, buffer, read) =>
            {
                if (first.Length > 0 && again)
                {
                    again = false;
                    first.AsMemory(0, Math.Min(first.Length, buffer.Length)).CopyTo(buffer);
                    return Math.Min(first.Length, buffer.Length);
                }

                var count = await below.ReadAsync(buffer, read).ConfigureAwait(false);
                first = first.Length == 0 ? buffer[..count].ToArray() : first;
                return count;
            },
        };
    }

    private static Task<HttpResponseMessage> FabricateAsync(HttpResponseMessage response, CancellationToken token)
    {
        response.Content.Headers.ContentLength ??= 12_345;
        return Task.FromResult(response);
    }

    private static Task<HttpResponseMessage> FillAsync(HttpResponseMessage response, CancellationToken token)
    {
        if (response.Content.Headers.ContentLength == 0 && (int)response.StatusCode < 500)
        {
            response.Content = new StringContent("{}");
        }

        return Task.FromResult(response);
    }

    private static async Task<HttpResponseMessage> RepairAsync(HttpResponseMessage response, CancellationToken token)
    {
        try
        {
            await response.Content.LoadIntoBufferAsync(token).ConfigureAwait(false);
        }
        catch (InvalidDataException)
        {
            response.Content = new StringContent("");
        }

        return response;
    }
}

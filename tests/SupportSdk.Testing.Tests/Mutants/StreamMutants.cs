namespace SupportSdk.Testing.Tests.Mutants;

/// <summary>Flaws of the body's stream: what it can, what it passes on, how it ends.</summary>
internal static class StreamMutants
{
    public static IReadOnlyList<Mutant> All { get; } =
    [
        Of("claims to seek", stream => new(stream) { ClaimsToSeek = true }, "http1/stream/capabilities", "http2/stream/capabilities"),
        Of("claims a length", stream => new(stream) { ClaimsLength = 5 }, "http1/stream/position", "http2/stream/position"),
        Of("claims a time limit", stream => new(stream) { ClaimsToTimeOut = true }, "http1/stream/timeouts", "http2/stream/capabilities"),
        Of("swallows writes", stream => new(stream) { OnWrite = _ => { } }, "http1/stream/write", "http2/stream/write"),
        Of("refuses to flush", stream => new(stream) { OnFlush = _ => throw new NotSupportedException() }, "http1/stream/write", "http2/stream/write"),
        Of("takes any argument", stream => new(stream) { TakesAnyArgument = true }, "http1/stream/arguments", "http2/stream/arguments"),
        Of("throws after the end", ThrowAfterEnd, "http1/stream/after-end", "http2/stream/after-end"),
        Of("takes a byte for an empty read", stream => new(stream) { OnReadAsync = TakeOneAsync }, "http1/stream/empty-reads", "http2/stream/empty-reads"),
        Of("refuses reads once disposed", RefuseOnceDisposed, "http1/stream/after-dispose", "http1/stream/after-response"),
        Of("loses the token of a read", stream => new(stream) { OnReadAsync = (below, buffer, _) => below.ReadAsync(buffer, CancellationToken.None) }, "http1/cancel/reading", "http2/cancel/reading-later", "http1/stream/read-cancelled"),
        Of("loses the token of a copy", stream => new(stream) { OnCopyToAsync = (below, to, size, _) => below.CopyToAsync(to, size, CancellationToken.None) }, "http1/cancel/copying", "http2/cancel/copying"),
        new("binds the body to the token of the call", inner => new FlawedHandler(inner) { Body = (stream, call) => new(stream) { OnReadAsync = (below, buffer, _) => below.ReadAsync(buffer, call) } }, "http1/cancel/token-of-the-call", "http2/cancel/token-of-the-call"),
        Of("wraps exceptions of reads", stream => new(stream) { OnReadAsync = (below, buffer, token) => TranslateAsync(below, buffer, e => new IOException("The body failed.", e), token) }, "http1/failure/dies-declared", "http2/failure/dies-undeclared", "inner/failure/body-below", "http1/failure/dies-buffering"),
        Of("leaves data on exceptions of reads", stream => new(stream) { OnReadAsync = (below, buffer, token) => TranslateAsync(below, buffer, e => { e.Data["seen"] = true; return e; }, token) }, "inner/failure/body-below"),
        Of("ends where a read fails", stream => new(stream) { OnReadAsync = EndAsync }, "http1/failure/dies-declared", "http2/failure/dies-before-body", "inner/failure/body-below"),
        Of("ends where a synchronous read fails", stream => new(stream) { OnRead = End }, "http1/sync/dies", "inner/failure/body-below"),
        Of("has no synchronous read", stream => new(stream) { OnRead = (_, _) => throw new NotSupportedException() }, "http1/reading/read-array", "http2/reading/read-span", "http1/reading/copy-to", "http1/reading/read-byte", "http1/reading/read-alternating"),
        Of("loses bytes that are read one by one", stream => new(stream) { OnReadByte = _ => -1 }, "http1/reading/read-byte"),
        Of("copies one buffer and no more", stream => new(stream) { OnCopyToAsync = CopyOnceAsync }, "http1/reading/copy-to-async", "http2/reading/read-then-copy", "http1/reading/content-copy-to-async", "http1/reading/load-into-buffer"),
        Of("copies when all is there", stream => new(stream) { OnCopyToAsync = CopyLateAsync }, "http1/order/copy", "http2/order/copy"),
        Of("loses the last byte of a synchronous read", stream => new(stream) { OnRead = (below, buffer) => below.Read(buffer[..Math.Max(buffer.Length - 1, 0)]) is var count && count > 1 ? count - 1 : count }, "http1/reading/content-copy-to", "http2/reading/begin-read", "http1/sync/content-read", "http1/sync/send"),
        Of("loses the end of an asynchronous read", stream => new(stream) { OnReadAsync = async (below, buffer, token) => await below.ReadAsync(buffer, token) is var count && count > 1 ? count - 1 : count }, "http1/reading/read-async-array", "http2/reading/read-async-array", "http1/reading/stream-reader"),
        Of("does not pass Dispose on", stream => new(stream) { OnDispose = _ => { } }, "http1/dispose/stream", "http2/dispose/stream", "http1/dispose/stream-async", "http2/dispose/stream-async"),
        Of("never sees the end, so that the connection stays taken", StopEarly, "http1/dispose/reuse"),
    ];

    private static Mutant Of(string name, Func<Stream, FlawedStream> body, params IReadOnlyList<string> caughtBy) =>
        new(name, inner => new FlawedHandler(inner) { Body = (stream, _) => body(stream) }, caughtBy);

    private static FlawedStream ThrowAfterEnd(Stream stream)
    {
        var ended = false;
        return new FlawedStream(stream)
        {
            OnReadAsync = async (below, buffer, token) =>
            {
                ObjectDisposedException.ThrowIf(ended, below);
                var count = await below.ReadAsync(buffer, token).ConfigureAwait(false);
                ended = count == 0 && buffer.Length > 0;
                return count;
            },
        };
    }

    private static async ValueTask<int> TakeOneAsync(Stream below, Memory<byte> buffer, CancellationToken token)
    {
        if (buffer.IsEmpty)
        {
            await below.ReadAsync(new byte[1], token).ConfigureAwait(false);
            return 0;
        }

        return await below.ReadAsync(buffer, token).ConfigureAwait(false);
    }

    private static FlawedStream RefuseOnceDisposed(Stream stream) => new(stream)
    {
        OnReadAsync = (below, buffer, token) => below.CanRead ? below.ReadAsync(buffer, token) : throw new ObjectDisposedException(nameof(FlawedStream)),
    };

    private static async ValueTask<int> TranslateAsync(Stream below, Memory<byte> buffer, Func<Exception, Exception> translate, CancellationToken token)
    {
        try
        {
            return await below.ReadAsync(buffer, token).ConfigureAwait(false);
        }
        catch (IOException e)
        {
            throw translate(e);
        }
    }

    private static async ValueTask<int> EndAsync(Stream below, Memory<byte> buffer, CancellationToken token)
    {
        try
        {
            return await below.ReadAsync(buffer, token).ConfigureAwait(false);
        }
        catch (IOException)
        {
            return 0;
        }
    }

    private static int End(Stream below, Span<byte> buffer)
    {
        try
        {
            return below.Read(buffer);
        }
        catch (IOException)
        {
            return 0;
        }
    }

    private static async Task CopyOnceAsync(Stream below, Stream to, int size, CancellationToken token)
    {
        var buffer = new byte[1_000];
        var count = await below.ReadAsync(buffer, token).ConfigureAwait(false);
        await to.WriteAsync(buffer.AsMemory(0, count), token).ConfigureAwait(false);
    }

    private static async Task CopyLateAsync(Stream below, Stream to, int size, CancellationToken token)
    {
        using var all = new MemoryStream();
        await below.CopyToAsync(all, size, token).ConfigureAwait(false);
        all.Position = 0;
        await all.CopyToAsync(to, size, token).ConfigureAwait(false);
    }

    // Gives the connection up where the body's bytes are all there but its end is not: the last read is never passed on.
    private static FlawedStream StopEarly(Stream stream)
    {
        var given = 0;
        return new FlawedStream(stream)
        {
            OnReadAsync = async (below, buffer, token) =>
            {
                if (given == 40_000)
                {
                    return 0;
                }

                var count = await below.ReadAsync(buffer[..Math.Min(buffer.Length, 40_000 - given)], token).ConfigureAwait(false);
                given += count;
                return count;
            },
        };
    }
}

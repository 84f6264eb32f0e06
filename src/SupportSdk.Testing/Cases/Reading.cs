using SupportSdk.Testing.Http;

namespace SupportSdk.Testing.Cases;

/// <summary>However an app reads a body, it reads all of it, whether the handler treats the response apart or not.</summary>
internal static class Reading
{
    // More than any cap on what a handler keeps, less than what the buffers between hold: the whole body is on its way before the app reads.
    private const int Size = 40_000;

    public static IReadOnlyList<Scenario> Scenarios { get; } =
    [
        Way("read-async-memory", "ReadAsync(Memory)", AsyncLoop((stream, buffer) => stream.ReadAsync(buffer))),
        Way("read-async-array", "ReadAsync(byte[])", AsyncLoop((stream, buffer) => new(stream.ReadAsync(buffer, 1, buffer.Length - 1)), offset: 1)),
        Way("begin-read", "BeginRead and EndRead", AsyncLoop((stream, buffer) => new(Task.Factory.FromAsync(stream.BeginRead, stream.EndRead, buffer, 0, buffer.Length, null)))),
        Way("read-array", "Read(byte[])", SyncLoop((stream, buffer) => stream.Read(buffer, 1, buffer.Length - 1), offset: 1)),
        Way("read-span", "Read(Span)", SyncLoop((stream, buffer) => stream.Read(buffer.AsSpan()))),
        Way("read-byte", "ReadByte", SyncLoop(ReadOne)),
        Way("read-alternating", "ReadAsync and Read in turn", AsyncLoop(Alternating())),
        Way("copy-to-async", "Stream.CopyToAsync", async response => await CopyAsync((await response.Content.ReadAsStreamAsync().ConfigureAwait(false)).CopyToAsync).ConfigureAwait(false)),
        Way("copy-to", "Stream.CopyTo", async response => await Rig.OnThread(() => Copy(response.Content.ReadAsStream().CopyTo)).ConfigureAwait(false)),
        Way("read-then-copy", "ReadAsync for a beginning, CopyToAsync for the rest", ReadThenCopyAsync),
        Way("content-copy-to-async", "HttpContent.CopyToAsync", async response => await CopyAsync(response.Content.CopyToAsync).ConfigureAwait(false)),
        Way("content-copy-to", "HttpContent.CopyTo", async response => await Rig.OnThread(() => Copy(stream => response.Content.CopyTo(stream, null, default))).ConfigureAwait(false)),
        Way("byte-array", "ReadAsByteArrayAsync", async response => await response.Content.ReadAsByteArrayAsync().ConfigureAwait(false)),
        Way("string", "ReadAsStringAsync", async response => System.Text.Encoding.UTF8.GetBytes(await response.Content.ReadAsStringAsync().ConfigureAwait(false))),
        Way("load-into-buffer", "LoadIntoBufferAsync, then the stream twice", LoadAsync),
        Way("stream-reader", "StreamReader.ReadToEndAsync", ReadTextAsync),
    ];

    private static Scenario Way(string name, string words, Func<HttpResponseMessage, Task<byte[]>> read) =>
        new($"reading/{name}", $"{words} gives the whole body, of success and failure alike.", rig => EachAsync(rig, read));

    private static async Task EachAsync(Rig rig, Func<HttpResponseMessage, Task<byte[]>> read)
    {
        foreach (var kind in Kind.All)
        {
            var response = await rig.AnsweredAsync(kind, kind.Body(Size)).ConfigureAwait(false);
            await rig.NoteAsync($"{kind}", async () => Kind.Digest(await read(response).ConfigureAwait(false))).ConfigureAwait(false);
        }
    }

    private static Func<HttpResponseMessage, Task<byte[]>> AsyncLoop(Func<Stream, byte[], ValueTask<int>> read, int offset = 0) => async response =>
    {
        var stream = await response.Content.ReadAsStreamAsync().ConfigureAwait(false);
        using var body = new MemoryStream();
        var buffer = new byte[977];
        while (await read(stream, buffer).ConfigureAwait(false) is var count and > 0)
        {
            body.Write(buffer, offset, count);
        }

        return body.ToArray();
    };

    private static Func<HttpResponseMessage, Task<byte[]>> SyncLoop(Func<Stream, byte[], int> read, int offset = 0) => response => Rig.OnThread(() =>
    {
        var stream = response.Content.ReadAsStream();
        using var body = new MemoryStream();
        var buffer = new byte[977];
        while (read(stream, buffer) is var count and > 0)
        {
            body.Write(buffer, offset, count);
        }

        return body.ToArray();
    });

    private static int ReadOne(Stream stream, byte[] buffer)
    {
        var one = stream.ReadByte();
        buffer[0] = (byte)one;
        return one < 0 ? 0 : 1;
    }

    private static Func<Stream, byte[], ValueTask<int>> Alternating()
    {
        var turn = 0;
        return (stream, buffer) => ++turn % 2 == 0 ? new(Rig.OnThread(() => stream.Read(buffer))) : stream.ReadAsync(buffer);
    }

    private static async Task<byte[]> ReadThenCopyAsync(HttpResponseMessage response)
    {
        var stream = await response.Content.ReadAsStreamAsync().ConfigureAwait(false);
        var beginning = new byte[700];
        await stream.ReadExactlyAsync(beginning).ConfigureAwait(false);
        return [.. beginning, .. await CopyAsync(stream.CopyToAsync).ConfigureAwait(false)];
    }

    private static async Task<byte[]> LoadAsync(HttpResponseMessage response)
    {
        await response.Content.LoadIntoBufferAsync().ConfigureAwait(false);
        var first = await response.Content.ReadAsByteArrayAsync().ConfigureAwait(false);
        var stream = await response.Content.ReadAsStreamAsync().ConfigureAwait(false);
        return [.. first, (byte)(stream.CanSeek ? 1 : 0), .. await CopyAsync(stream.CopyToAsync).ConfigureAwait(false)];
    }

    private static async Task<byte[]> ReadTextAsync(HttpResponseMessage response)
    {
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync().ConfigureAwait(false));
        return System.Text.Encoding.UTF8.GetBytes(await reader.ReadToEndAsync().ConfigureAwait(false));
    }

    private static async Task<byte[]> CopyAsync(Func<Stream, Task> copy)
    {
        using var body = new MemoryStream();
        await copy(body).ConfigureAwait(false);
        return body.ToArray();
    }

    private static byte[] Copy(Action<Stream> copy)
    {
        using var body = new MemoryStream();
        copy(body);
        return body.ToArray();
    }
}

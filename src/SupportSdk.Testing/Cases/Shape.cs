using SupportSdk.Testing.Http;

namespace SupportSdk.Testing.Cases;

/// <summary>The body's stream can what the bare one can, refuses what it refuses, and ends as it ends.</summary>
internal static class Shape
{
    private const int Size = 3_000;

    public static IReadOnlyList<Scenario> Scenarios { get; } =
    [
        new("stream/capabilities", "CanRead, CanSeek, CanWrite and CanTimeout are those of the bare stream.", rig => EachAsync(rig, CapabilitiesAsync)),
        new("stream/position", "Length, Position, Seek and SetLength give or refuse what they did.", rig => EachAsync(rig, PositionAsync)),
        new("stream/write", "Writing and flushing is refused or allowed as before.", rig => EachAsync(rig, WriteAsync)),
        new("stream/timeouts", "ReadTimeout and WriteTimeout behave as before.", rig => EachAsync(rig, TimeoutsAsync)),
        new("stream/arguments", "Wrong arguments are refused with the same exceptions.", rig => EachAsync(rig, ArgumentsAsync)),
        new("stream/after-end", "Reads after the end give nothing, as often as the app asks.", rig => EachAsync(rig, AfterEndAsync)),
        new("stream/empty-reads", "Reads into an empty buffer take no byte.", rig => EachAsync(rig, EmptyReadsAsync)),
        new("stream/after-dispose", "Reads after the stream was disposed do what they did, whatever had been read ahead.", rig => EachAsync(rig, AfterDisposeAsync)),
        new("stream/after-response", "Content and stream of a disposed response do what they did.", AfterResponseAsync),
        new("stream/twice", "The stream is handed out once; after a part is read, the rest cannot be had in another way.", TwiceAsync),
        new("stream/read-cancelled", "A read with a token that is already cancelled behaves as before.", rig => EachAsync(rig, CancelledReadAsync)),
    ];

    private static async Task EachAsync(Rig rig, Func<Rig, Kind, Stream, Task> use)
    {
        foreach (var kind in Kind.All)
        {
            var response = await rig.AnsweredAsync(kind, kind.Body(Size)).ConfigureAwait(false);
            await use(rig, kind, await response.Content.ReadAsStreamAsync().ConfigureAwait(false)).ConfigureAwait(false);
        }
    }

    private static Task CapabilitiesAsync(Rig rig, Kind kind, Stream stream)
    {
        rig.Note($"{kind}", $"read {stream.CanRead}, seek {stream.CanSeek}, write {stream.CanWrite}, timeout {stream.CanTimeout}");
        return Task.CompletedTask;
    }

    private static async Task PositionAsync(Rig rig, Kind kind, Stream stream)
    {
        await rig.NoteSync($"{kind} Length", () => stream.Length).ConfigureAwait(false);
        await rig.NoteSync($"{kind} Position", () => stream.Position).ConfigureAwait(false);
        await rig.NoteSync($"{kind} set Position", () => stream.Position = 0).ConfigureAwait(false);
        await rig.NoteSync($"{kind} Seek", () => stream.Seek(0, SeekOrigin.Begin)).ConfigureAwait(false);
        await rig.NoteSync($"{kind} SetLength", () => Done(() => stream.SetLength(5))).ConfigureAwait(false);
    }

    private static async Task WriteAsync(Rig rig, Kind kind, Stream stream)
    {
        await rig.NoteSync($"{kind} Write", () => Done(() => stream.Write([1], 0, 1))).ConfigureAwait(false);
        await rig.NoteSync($"{kind} Write span", () => Done(() => stream.Write([1]))).ConfigureAwait(false);
        await rig.NoteSync($"{kind} WriteByte", () => Done(() => stream.WriteByte(1))).ConfigureAwait(false);
        await rig.NoteAsync($"{kind} WriteAsync", () => DoneAsync(stream.WriteAsync(new byte[1], 0, 1))).ConfigureAwait(false);
        await rig.NoteAsync($"{kind} WriteAsync memory", () => DoneAsync(stream.WriteAsync(new byte[1]).AsTask())).ConfigureAwait(false);
        await rig.NoteAsync($"{kind} BeginWrite", () => DoneAsync(Task.Factory.FromAsync(stream.BeginWrite, stream.EndWrite, new byte[1], 0, 1, null))).ConfigureAwait(false);
        await rig.NoteSync($"{kind} Flush", () => Done(stream.Flush)).ConfigureAwait(false);
        await rig.NoteAsync($"{kind} FlushAsync", () => DoneAsync(stream.FlushAsync())).ConfigureAwait(false);
    }

    private static async Task TimeoutsAsync(Rig rig, Kind kind, Stream stream)
    {
        await rig.NoteSync($"{kind} ReadTimeout", () => stream.ReadTimeout).ConfigureAwait(false);
        await rig.NoteSync($"{kind} set ReadTimeout", () => stream.ReadTimeout = 1000).ConfigureAwait(false);
        await rig.NoteSync($"{kind} WriteTimeout", () => stream.WriteTimeout).ConfigureAwait(false);
        await rig.NoteSync($"{kind} set WriteTimeout", () => stream.WriteTimeout = 1000).ConfigureAwait(false);
    }

    private static async Task ArgumentsAsync(Rig rig, Kind kind, Stream stream)
    {
        await rig.NoteSync($"{kind} Read null", () => stream.Read(null!, 0, 1)).ConfigureAwait(false);
        await rig.NoteSync($"{kind} Read beyond", () => stream.Read(new byte[4], 3, 4)).ConfigureAwait(false);
        await rig.NoteAsync($"{kind} ReadAsync beyond", async () => await ArrayRead(stream)(new byte[4], -1, 4).ConfigureAwait(false)).ConfigureAwait(false);
        await rig.NoteSync($"{kind} CopyTo null", () => Done(() => stream.CopyTo(null!))).ConfigureAwait(false);
        await rig.NoteAsync($"{kind} CopyToAsync null", () => DoneAsync(stream.CopyToAsync(null!))).ConfigureAwait(false);
        await rig.NoteAsync($"{kind} CopyToAsync no buffer", () => DoneAsync(stream.CopyToAsync(Stream.Null, 0))).ConfigureAwait(false);
        await rig.NoteAsync($"{kind} still whole", async () => await CountAsync(stream).ConfigureAwait(false)).ConfigureAwait(false);
    }

    private static async Task AfterEndAsync(Rig rig, Kind kind, Stream stream)
    {
        rig.Note($"{kind} whole", await CountAsync(stream).ConfigureAwait(false));
        await ReadEveryWayAsync(rig, $"{kind} after the end:", stream).ConfigureAwait(false);
    }

    private static async Task EmptyReadsAsync(Rig rig, Kind kind, Stream stream)
    {
        await rig.NoteAsync($"{kind} before", async () => await stream.ReadAsync(Memory<byte>.Empty).ConfigureAwait(false)).ConfigureAwait(false);
        await rig.NoteAsync($"{kind} byte", async () => { await stream.ReadExactlyAsync(new byte[1]).ConfigureAwait(false); return 1; }).ConfigureAwait(false);
        await rig.NoteSync($"{kind} within", () => stream.Read([])).ConfigureAwait(false);
        await rig.NoteAsync($"{kind} rest", async () => await CountAsync(stream).ConfigureAwait(false)).ConfigureAwait(false);
        await rig.NoteAsync($"{kind} after", async () => await stream.ReadAsync(Memory<byte>.Empty).ConfigureAwait(false)).ConfigureAwait(false);
    }

    private static async Task AfterDisposeAsync(Rig rig, Kind kind, Stream stream)
    {
        await stream.ReadExactlyAsync(new byte[10]).ConfigureAwait(false);
        await stream.DisposeAsync().ConfigureAwait(false);
        rig.Note($"{kind} disposed", $"read {stream.CanRead}, seek {stream.CanSeek}, write {stream.CanWrite}");
        await ReadEveryWayAsync(rig, $"{kind} disposed:", stream).ConfigureAwait(false);
        await rig.NoteSync($"{kind} disposed: Flush", () => Done(stream.Flush)).ConfigureAwait(false);
        await rig.NoteSync($"{kind} disposed: Write", () => Done(() => stream.Write([1]))).ConfigureAwait(false);
        await rig.NoteSync($"{kind} disposed twice", () => Done(stream.Dispose)).ConfigureAwait(false);
    }

    private static async Task AfterResponseAsync(Rig rig)
    {
        foreach (var kind in Kind.All)
        {
            var opened = await rig.AnsweredAsync(kind, kind.Body(Size)).ConfigureAwait(false);
            var stream = await opened.Content.ReadAsStreamAsync().ConfigureAwait(false);
            opened.Dispose();
            await ReadEveryWayAsync(rig, $"{kind} of a disposed response:", stream).ConfigureAwait(false);

            var unopened = await rig.AnsweredAsync(kind, kind.Body(Size)).ConfigureAwait(false);
            unopened.Dispose();
            await rig.NoteAsync($"{kind} ReadAsStreamAsync", async () => (await unopened.Content.ReadAsStreamAsync().ConfigureAwait(false)).CanRead).ConfigureAwait(false);
            await rig.NoteSync($"{kind} ReadAsStream", () => unopened.Content.ReadAsStream().CanRead).ConfigureAwait(false);
            await rig.NoteAsync($"{kind} ReadAsStringAsync", async () => await unopened.Content.ReadAsStringAsync().ConfigureAwait(false)).ConfigureAwait(false);
            await rig.NoteAsync($"{kind} headers", () => Task.FromResult<object?>(unopened.Content.Headers)).ConfigureAwait(false);
        }
    }

    private static async Task TwiceAsync(Rig rig)
    {
        foreach (var kind in Kind.All)
        {
            var response = await rig.AnsweredAsync(kind, kind.Body(Size)).ConfigureAwait(false);
            var content = response.Content;
            var stream = await content.ReadAsStreamAsync().ConfigureAwait(false);
            rig.Note($"{kind} same stream", ReferenceEquals(stream, await content.ReadAsStreamAsync().ConfigureAwait(false)));
            rig.Note($"{kind} same content", ReferenceEquals(content, response.Content));
            await stream.ReadExactlyAsync(new byte[10]).ConfigureAwait(false);
            await rig.NoteSync($"{kind} same stream, sync", () => ReferenceEquals(stream, content.ReadAsStream())).ConfigureAwait(false);
            await rig.NoteAsync($"{kind} text", async () => (await content.ReadAsStringAsync().ConfigureAwait(false)).Length).ConfigureAwait(false);
            await rig.NoteAsync($"{kind} copy", () => DoneAsync(content.CopyToAsync(Stream.Null))).ConfigureAwait(false);

            var copied = await rig.AnsweredAsync(kind, kind.Body(Size)).ConfigureAwait(false);
            await copied.Content.CopyToAsync(Stream.Null).ConfigureAwait(false);
            await rig.NoteAsync($"{kind} copied twice", () => DoneAsync(copied.Content.CopyToAsync(Stream.Null))).ConfigureAwait(false);
            await rig.NoteAsync($"{kind} stream of copied", async () => await CountAsync(await copied.Content.ReadAsStreamAsync().ConfigureAwait(false)).ConfigureAwait(false)).ConfigureAwait(false);
        }
    }

    private static async Task CancelledReadAsync(Rig rig, Kind kind, Stream stream)
    {
        using var source = new CancellationTokenSource();
        await source.CancelAsync().ConfigureAwait(false);
        await rig.NoteCancelledAsync($"{kind} ReadAsync", async () => await stream.ReadAsync(new byte[10], source.Token).ConfigureAwait(false), source.Token).ConfigureAwait(false);
        await rig.NoteCancelledAsync($"{kind} CopyToAsync", () => DoneAsync(stream.CopyToAsync(Stream.Null, source.Token)), source.Token).ConfigureAwait(false);
    }

    private static async Task ReadEveryWayAsync(Rig rig, string what, Stream stream)
    {
        await rig.NoteAsync($"{what} ReadAsync", async () => await stream.ReadAsync(new byte[10]).ConfigureAwait(false)).ConfigureAwait(false);
        await rig.NoteAsync($"{what} ReadAsync array", async () => await ArrayRead(stream)(new byte[10], 0, 10).ConfigureAwait(false)).ConfigureAwait(false);
        await rig.NoteSync($"{what} Read", () => stream.Read(new byte[10], 0, 10)).ConfigureAwait(false);
        await rig.NoteSync($"{what} Read span", () => stream.Read(new byte[10].AsSpan())).ConfigureAwait(false);
        await rig.NoteSync($"{what} ReadByte", () => stream.ReadByte()).ConfigureAwait(false);
        await rig.NoteAsync($"{what} CopyToAsync", () => DoneAsync(stream.CopyToAsync(Stream.Null))).ConfigureAwait(false);
        await rig.NoteSync($"{what} CopyTo", () => Done(() => stream.CopyTo(Stream.Null))).ConfigureAwait(false);
    }

    private static async Task<int> CountAsync(Stream stream)
    {
        using var bytes = new MemoryStream();
        await stream.CopyToAsync(bytes).ConfigureAwait(false);
        return (int)bytes.Length;
    }

    // The older overload is what is under test here.
    private static Func<byte[], int, int, Task<int>> ArrayRead(Stream stream) => stream.ReadAsync;

    private static string Done(Action work)
    {
        work();
        return "done";
    }

    private static async Task<object?> DoneAsync(Task work)
    {
        await work.ConfigureAwait(false);
        return "done";
    }
}

using System.Globalization;
using System.Threading.Channels;

namespace SupportSdk.Testing.Server.Http2;

/// <summary>An exchange over HTTP/2: one stream of a connection.</summary>
/// <param name="connection">The connection.</param>
/// <param name="stream">The stream's number.</param>
/// <param name="window">How many bytes the client takes on this stream.</param>
internal sealed class Http2Exchange(Http2Connection connection, int stream, SendWindow window) : Exchange
{
    private const int LargestFrame = 16 * 1024;
    private const uint InternalError = 2;

    private readonly Channel<ReadOnlyMemory<byte>> _body = Channel.CreateUnbounded<ReadOnlyMemory<byte>>();
    private readonly TaskCompletionSource _left = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public override Task ClientLeft => _left.Task;

    public SendWindow Window => window;

    public override async ValueTask<ReadOnlyMemory<byte>> ReadPieceAsync() =>
        await _body.Reader.WaitToReadAsync().ConfigureAwait(false) && _body.Reader.TryRead(out var piece) ? piece : default;

    public override Task AnswerAsync(int status, params (string Name, string Value)[] headers) =>
        HeadersAsync(Http2Frame.EndHeaders, [(":status", status.ToString(CultureInfo.InvariantCulture)), .. headers.Where(header => header.Name != "Connection")]);

    public override async Task WriteAsync(ReadOnlyMemory<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var allowed = await window.TakeAsync(Math.Min(bytes.Length, LargestFrame), ClientLeft).ConfigureAwait(false);
            var granted = await connection.Window.TakeAsync(allowed, ClientLeft).ConfigureAwait(false);
            window.Add(allowed - granted);
            await connection.SendAsync(new Http2Frame(Http2FrameKind.Data, 0, stream, bytes[..granted])).ConfigureAwait(false);
            bytes = bytes[granted..];
        }
    }

    public override Task EndAsync(params (string Name, string Value)[] trailers) => trailers.Length == 0
        ? connection.SendAsync(new Http2Frame(Http2FrameKind.Data, Http2Frame.EndStream, stream, default))
        : HeadersAsync(Http2Frame.EndHeaders | Http2Frame.EndStream, trailers);

    public override Task DieAsync() => connection.SendAsync(new Http2Frame(Http2FrameKind.Reset, 0, stream, Http2Connection.Number(InternalError)));

    public override void Cut() => connection.Cut();

    /// <summary>Takes bytes of the request's body.</summary>
    public void Receive(ReadOnlyMemory<byte> bytes)
    {
        if (!bytes.IsEmpty)
        {
            _body.Writer.TryWrite(bytes);
        }
    }

    /// <summary>The request's body is whole.</summary>
    public void EndBody() => _body.Writer.TryComplete();

    /// <summary>The client gave the stream, or the connection, up.</summary>
    public void Leave()
    {
        _body.Writer.TryComplete();
        _left.TrySetResult();
    }

    private Task HeadersAsync(int flags, IEnumerable<(string Name, string Value)> fields) =>
        connection.SendAsync(new Http2Frame(Http2FrameKind.Headers, (byte)flags, stream, HeaderBlock.Write(fields)));
}

using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace SupportSdk.Testing.Server;

/// <summary>An exchange over HTTP/1.1.</summary>
/// <param name="socket">The connection.</param>
/// <param name="feed">What comes over it.</param>
internal sealed class Http1Exchange(Socket socket, ByteFeed feed) : Exchange
{
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _chunked;
    private bool _endsWithConnection;
    private long? _unread;

    public override Task ClientLeft => feed.Ended;

    /// <summary>Ends when the script ended the answer: the next request may come.</summary>
    public Task Ended => _ended.Task;

    private bool HasBody => Head["Transfer-Encoding"] is not null || Head["Content-Length"] is not null;

    public override async ValueTask<ReadOnlyMemory<byte>> ReadPieceAsync()
    {
        if (!HasBody)
        {
            return default;
        }

        return Head["Transfer-Encoding"] is null ? await ReadRestAsync().ConfigureAwait(false) : await ReadChunkAsync().ConfigureAwait(false);
    }

    public override Task AnswerAsync(int status, params (string Name, string Value)[] headers)
    {
        var head = new StringBuilder().Append(CultureInfo.InvariantCulture, $"HTTP/1.1 {status} Scripted\r\n");
        foreach (var (name, value) in headers)
        {
            head.Append(CultureInfo.InvariantCulture, $"{name}: {value}\r\n");
        }

        if (status >= 200)
        {
            _endsWithConnection = headers.Any(header => header == ("Connection", "close"));
            var bodiless = Head.Method == "HEAD" || status is 204 or 304 || headers.Any(header => header.Name.Equals("Content-Length", StringComparison.OrdinalIgnoreCase));
            _chunked = !bodiless && !_endsWithConnection;
            head.Append(_chunked ? "Transfer-Encoding: chunked\r\n" : "");
        }

        return SendAsync(Encoding.Latin1.GetBytes(head.Append("\r\n").ToString()));
    }

    public override async Task WriteAsync(ReadOnlyMemory<byte> bytes)
    {
        if (bytes.IsEmpty)
        {
            return;
        }

        if (!_chunked)
        {
            await SendAsync(bytes).ConfigureAwait(false);
            return;
        }

        // One send a chunk: what stands in the extension is not the app's.
        var start = Encoding.Latin1.GetBytes($"{bytes.Length:X};part=\"of the script\"\r\n");
        await SendAsync(new[] { start, bytes, "\r\n"u8.ToArray() }.SelectMany(part => part.ToArray()).ToArray()).ConfigureAwait(false);
    }

    public override async Task EndAsync(params (string Name, string Value)[] trailers)
    {
        if (_chunked)
        {
            var end = string.Concat(trailers.Select(trailer => $"{trailer.Name}: {trailer.Value}\r\n"));
            await SendAsync(Encoding.Latin1.GetBytes($"0\r\n{end}\r\n")).ConfigureAwait(false);
        }

        if (_endsWithConnection)
        {
            await DieAsync().ConfigureAwait(false);
        }

        _ended.TrySetResult();
    }

    /// <summary>Sends bytes as they are, whatever they mean.</summary>
    public async Task SendAsync(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            while (!bytes.IsEmpty)
            {
                bytes = bytes[await socket.SendAsync(bytes, SocketFlags.None).ConfigureAwait(false)..];
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            throw new IOException("The client left.", e);
        }
    }

    /// <summary>Reads bytes as they come, after the protocol has changed.</summary>
    public ValueTask<byte[]> ReadRawAsync(int count) => feed.ReadExactlyAsync(count);

    public override Task DieAsync()
    {
        try
        {
            socket.Shutdown(SocketShutdown.Send);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The client was faster.
        }

        return Task.CompletedTask;
    }

    public override void Cut()
    {
        socket.LingerState = new LingerOption(enable: true, 0);
        socket.Close();
    }

    private async ValueTask<ReadOnlyMemory<byte>> ReadRestAsync()
    {
        _unread ??= long.Parse(Head["Content-Length"]!, CultureInfo.InvariantCulture);
        if (_unread == 0)
        {
            return default;
        }

        var piece = await feed.ReadAsync((int)Math.Min(_unread.Value, int.MaxValue)).ConfigureAwait(false);
        _unread -= piece.Length;
        return piece;
    }

    private async ValueTask<ReadOnlyMemory<byte>> ReadChunkAsync()
    {
        if (_unread == 0)
        {
            return default;
        }

        if (await feed.ReadToAsync("\r\n").ConfigureAwait(false) is not { } line)
        {
            return default;
        }

        var size = int.Parse(line.Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        var chunk = await feed.ReadExactlyAsync(size).ConfigureAwait(false);
        _ = await feed.ReadToAsync("\r\n").ConfigureAwait(false);
        _unread = size == 0 ? 0 : null;
        return chunk;
    }
}

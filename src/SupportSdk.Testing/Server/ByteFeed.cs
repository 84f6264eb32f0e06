using System.Net.Sockets;
using System.Text;
using System.Threading.Channels;

namespace SupportSdk.Testing.Server;

/// <summary>What a client sends over one connection, received as it comes, so that its leaving is seen at once. One reader at a time.</summary>
internal sealed class ByteFeed
{
    private readonly Channel<byte[]> _arrived = Channel.CreateUnbounded<byte[]>();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ReadOnlyMemory<byte> _rest;

    public ByteFeed(Socket socket) => _ = ReceiveAsync(socket);

    /// <summary>Ends when the client closed or cut the connection, or the server did.</summary>
    public Task Ended => _ended.Task;

    /// <summary>Gives what has arrived, at most so many bytes; empty at the end.</summary>
    public async ValueTask<ReadOnlyMemory<byte>> ReadAsync(int most)
    {
        while (_rest.IsEmpty)
        {
            if (!await _arrived.Reader.WaitToReadAsync().ConfigureAwait(false))
            {
                return default;
            }

            _rest = _arrived.Reader.TryRead(out var bytes) ? bytes : default;
        }

        var piece = _rest[..Math.Min(most, _rest.Length)];
        _rest = _rest[piece.Length..];
        return piece;
    }

    /// <summary>Gives exactly so many bytes, or fewer where the client left.</summary>
    public async ValueTask<byte[]> ReadExactlyAsync(int count)
    {
        var bytes = new byte[count];
        var filled = 0;
        while (filled < count && await ReadAsync(count - filled).ConfigureAwait(false) is { IsEmpty: false } piece)
        {
            piece.CopyTo(bytes.AsMemory(filled));
            filled += piece.Length;
        }

        return filled == count ? bytes : bytes[..filled];
    }

    /// <summary>Gives what comes up to and with the mark, as Latin-1; <see langword="null"/> where the client left before.</summary>
    public async ValueTask<string?> ReadToAsync(string mark)
    {
        var text = new StringBuilder();
        while (!EndsWith(text, mark))
        {
            var one = await ReadAsync(1).ConfigureAwait(false);
            if (one.IsEmpty)
            {
                return null;
            }

            text.Append((char)one.Span[0]);
        }

        return text.ToString();
    }

    private static bool EndsWith(StringBuilder text, string mark)
    {
        for (var i = 1; i <= mark.Length; i++)
        {
            if (text.Length < i || text[^i] != mark[^i])
            {
                return false;
            }
        }

        return true;
    }

    private async Task ReceiveAsync(Socket socket)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            while (await socket.ReceiveAsync(buffer.AsMemory()).ConfigureAwait(false) is var count and > 0)
            {
                _arrived.Writer.TryWrite(buffer[..count]);
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The client cut the connection, or the script did: the feed ends either way.
        }

        _arrived.Writer.Complete();
        _ended.SetResult();
    }
}

using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Threading.Channels;

namespace SupportSdk.Testing.Server.Http2;

/// <summary>A connection that speaks HTTP/2 in clear text with prior knowledge (RFC 9113): settings, pings, windows and resets, and no more than that.</summary>
/// <param name="socket">The connection.</param>
/// <param name="number">Which one of the server's.</param>
internal sealed class Http2Connection(Socket socket, int number) : IScriptedConnection
{
    private const int PrefaceLength = 24;
    private const int DefaultWindow = 65_535;
    private const ushort HeaderTableSize = 1;
    private const ushort InitialWindowSize = 4;

    private readonly ByteFeed _feed = new(socket);
    private readonly ConcurrentDictionary<int, Http2Exchange> _streams = new();
    private readonly SemaphoreSlim _sending = new(1);
    private long _initialWindow = DefaultWindow;

    /// <summary>How many bytes the client takes on this connection.</summary>
    public SendWindow Window { get; } = new(DefaultWindow);

    public static byte[] Number(uint value)
    {
        var bytes = new byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
        return bytes;
    }

    public void Dispose()
    {
        socket.Dispose();
        _sending.Dispose();
    }

    public async Task ServeAsync(ChannelWriter<Exchange> requests)
    {
        try
        {
            _ = await _feed.ReadExactlyAsync(PrefaceLength).ConfigureAwait(false);
            await SendAsync(new Http2Frame(Http2FrameKind.Settings, 0, 0, new byte[] { 0, (byte)HeaderTableSize, 0, 0, 0, 0 })).ConfigureAwait(false);
            while (await Http2Frame.ReadAsync(_feed).ConfigureAwait(false) is { } frame)
            {
                await TakeAsync(frame, requests).ConfigureAwait(false);
            }
        }
        finally
        {
            foreach (var exchange in _streams.Values)
            {
                exchange.Leave();
            }
        }
    }

    /// <summary>Sends a frame; one at a time.</summary>
    /// <exception cref="IOException">The client left.</exception>
    public async Task SendAsync(Http2Frame frame)
    {
        await _sending.WaitAsync().ConfigureAwait(false);
        try
        {
            ReadOnlyMemory<byte> bytes = frame.ToArray();
            while (!bytes.IsEmpty)
            {
                bytes = bytes[await socket.SendAsync(bytes, SocketFlags.None).ConfigureAwait(false)..];
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            throw new IOException("The client left.", e);
        }
        finally
        {
            _sending.Release();
        }
    }

    public void Cut()
    {
        socket.LingerState = new LingerOption(enable: true, 0);
        socket.Close();
    }

    private Task TakeAsync(Http2Frame frame, ChannelWriter<Exchange> requests) => frame.Kind switch
    {
        Http2FrameKind.Headers => OpenAsync(frame, requests),
        Http2FrameKind.Data => ReceiveAsync(frame),
        Http2FrameKind.Settings when !frame.Has(Http2Frame.Ack) => SetAsync(frame),
        Http2FrameKind.Ping when !frame.Has(Http2Frame.Ack) => SendAsync(frame with { Flags = Http2Frame.Ack }),
        Http2FrameKind.WindowUpdate => Widen(frame),
        Http2FrameKind.Reset => Leave(frame),
        _ => Task.CompletedTask,
    };

    private async Task OpenAsync(Http2Frame frame, ChannelWriter<Exchange> requests)
    {
        var block = frame.Content.ToArray();
        for (var ended = frame.Has(Http2Frame.EndHeaders); !ended;)
        {
            var next = await Http2Frame.ReadAsync(_feed).ConfigureAwait(false) ?? throw new IOException("The client left.");
            block = [.. block, .. next.Payload.Span];
            ended = next.Has(Http2Frame.EndHeaders);
        }

        var fields = HeaderBlock.Read(block);
        string Of(string name) => fields.FirstOrDefault(field => field.Key == name).Value ?? "";
        var exchange = new Http2Exchange(this, frame.Stream, new SendWindow(_initialWindow)) { Head = new RequestHead(Of(":method"), Of(":path"), fields), Connection = number };
        _streams[frame.Stream] = exchange;
        if (frame.Has(Http2Frame.EndStream))
        {
            exchange.EndBody();
        }

        requests.TryWrite(exchange);
    }

    private async Task ReceiveAsync(Http2Frame frame)
    {
        var exchange = _streams[frame.Stream];
        exchange.Receive(frame.Content);
        if (frame.Has(Http2Frame.EndStream))
        {
            exchange.EndBody();
        }

        if (frame.Payload.Length > 0)
        {
            await SendAsync(new Http2Frame(Http2FrameKind.WindowUpdate, 0, 0, Number((uint)frame.Payload.Length))).ConfigureAwait(false);
            await SendAsync(new Http2Frame(Http2FrameKind.WindowUpdate, 0, frame.Stream, Number((uint)frame.Payload.Length))).ConfigureAwait(false);
        }
    }

    private Task SetAsync(Http2Frame frame)
    {
        for (var settings = frame.Payload; settings.Length >= 6; settings = settings[6..])
        {
            if (BinaryPrimitives.ReadUInt16BigEndian(settings.Span) == InitialWindowSize)
            {
                var size = BinaryPrimitives.ReadUInt32BigEndian(settings.Span[2..]);
                foreach (var exchange in _streams.Values)
                {
                    exchange.Window.Add(size - _initialWindow);
                }

                _initialWindow = size;
            }
        }

        return SendAsync(new Http2Frame(Http2FrameKind.Settings, Http2Frame.Ack, 0, default));
    }

    private Task Widen(Http2Frame frame)
    {
        var window = frame.Stream == 0 ? Window : _streams.GetValueOrDefault(frame.Stream)?.Window;
        window?.Add(BinaryPrimitives.ReadUInt32BigEndian(frame.Payload.Span));
        return Task.CompletedTask;
    }

    private Task Leave(Http2Frame frame)
    {
        _streams.GetValueOrDefault(frame.Stream)?.Leave();
        return Task.CompletedTask;
    }
}

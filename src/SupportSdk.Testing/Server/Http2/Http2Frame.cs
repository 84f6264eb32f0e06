using System.Buffers.Binary;

namespace SupportSdk.Testing.Server.Http2;

/// <summary>A frame of HTTP/2 (RFC 9113, section 4.1).</summary>
/// <param name="Kind">Its type.</param>
/// <param name="Flags">Its flags.</param>
/// <param name="Stream">Its stream; 0 for the connection.</param>
/// <param name="Payload">What it carries.</param>
internal readonly record struct Http2Frame(Http2FrameKind Kind, byte Flags, int Stream, ReadOnlyMemory<byte> Payload)
{
    public const byte EndStream = 0x1;
    public const byte Ack = 0x1;
    public const byte EndHeaders = 0x4;
    public const byte Padded = 0x8;
    public const byte Priority = 0x20;
    public const int HeadLength = 9;

    /// <summary>The payload without its padding and priority.</summary>
    public ReadOnlyMemory<byte> Content
    {
        get
        {
            var isPadded = Kind is Http2FrameKind.Data or Http2FrameKind.Headers && Has(Padded);
            var start = (isPadded ? 1 : 0) + (Kind is Http2FrameKind.Headers && Has(Priority) ? 5 : 0);
            return Payload[start..^(isPadded ? Payload.Span[0] : 0)];
        }
    }

    public bool Has(byte flag) => (Flags & flag) != 0;

    /// <summary>Reads a frame; <see langword="null"/> where the client left.</summary>
    public static async ValueTask<Http2Frame?> ReadAsync(ByteFeed feed)
    {
        var head = await feed.ReadExactlyAsync(HeadLength).ConfigureAwait(false);
        if (head.Length < HeadLength)
        {
            return null;
        }

        var length = (head[0] << 16) | (head[1] << 8) | head[2];
        var payload = await feed.ReadExactlyAsync(length).ConfigureAwait(false);
        return payload.Length < length ? null : new Http2Frame((Http2FrameKind)head[3], head[4], BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(5)) & int.MaxValue, payload);
    }

    /// <summary>The frame as bytes.</summary>
    public byte[] ToArray()
    {
        var bytes = new byte[HeadLength + Payload.Length];
        (bytes[0], bytes[1], bytes[2], bytes[3], bytes[4]) = ((byte)(Payload.Length >> 16), (byte)(Payload.Length >> 8), (byte)Payload.Length, (byte)Kind, Flags);
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(5), Stream);
        Payload.CopyTo(bytes.AsMemory(HeadLength));
        return bytes;
    }
}

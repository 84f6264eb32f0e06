using System.Threading.Channels;

namespace SupportSdk.Tests.Capture.Http.Bodies;

/// <summary>A stream like a connection's: it gives what the test lets drip, one piece for each read at most, and waits for the next.</summary>
internal sealed class DrippingStream : Stream
{
    private readonly Channel<byte[]> _pieces = System.Threading.Channels.Channel.CreateUnbounded<byte[]>();
    private byte[] _rest = [];
    private bool _disposed;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public void Drip(string text) => _pieces.Writer.TryWrite(System.Text.Encoding.ASCII.GetBytes(text));

    public void End() => _pieces.Writer.TryComplete();

    public void Fail(Exception exception) => _pieces.Writer.TryComplete(exception);

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        while (_rest.Length == 0 && !_pieces.Reader.Completion.IsCompleted)
        {
            _pieces.Reader.TryRead(out var piece);
            _rest = piece ?? _rest;
        }

        return Take(buffer);
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        while (_rest.Length == 0 && await _pieces.Reader.WaitToReadAsync(cancellationToken).ConfigureAwait(false))
        {
            _pieces.Reader.TryRead(out var piece);
            _rest = piece ?? _rest;
        }

        return Take(buffer.Span);
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        _disposed = true;
        base.Dispose(disposing);
    }

    private int Take(Span<byte> buffer)
    {
        var count = Math.Min(buffer.Length, _rest.Length);
        _rest.AsSpan(0, count).CopyTo(buffer);
        _rest = _rest[count..];
        return count;
    }
}

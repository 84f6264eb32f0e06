namespace SupportSdk.Capture.Http.Bodies;

/// <summary>Where the app has a body copied to, while somebody looks on: every write is shown, and goes on as it is.</summary>
internal sealed class ObservingSink(Stream destination, IBodyWatcher watcher) : Stream
{
    private bool _failedItself;

    public override bool CanRead => destination.CanRead;

    public override bool CanSeek => destination.CanSeek;

    public override bool CanWrite => destination.CanWrite;

    public override bool CanTimeout => destination.CanTimeout;

    public override long Length => destination.Length;

    public override long Position
    {
        get => destination.Position;
        set => destination.Position = value;
    }

    /// <summary>Shows the exception of a copy to the watcher, unless it came from the app's own stream.</summary>
    public void NoteFailureOfSource(Exception exception, CancellationToken cancellationToken)
    {
        if (!_failedItself)
        {
            watcher.Fail(exception, cancellationToken);
        }
    }

    public override void Write(byte[] buffer, int offset, int count)
    {
        ValidateBufferArguments(buffer, offset, count);
        watcher.Saw(buffer.AsSpan(offset, count));
        _failedItself = true;
        destination.Write(buffer, offset, count);
        _failedItself = false;
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        watcher.Saw(buffer);
        _failedItself = true;
        destination.Write(buffer);
        _failedItself = false;
    }

    public override async Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        ValidateBufferArguments(buffer, offset, count);
        watcher.Saw(buffer.AsSpan(offset, count));
        _failedItself = true;
#pragma warning disable CA1835 // The app's stream is called as its caller calls: by this overload.
        await destination.WriteAsync(buffer, offset, count, cancellationToken).ConfigureAwait(false);
#pragma warning restore CA1835
        _failedItself = false;
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        watcher.Saw(buffer.Span);
        _failedItself = true;
        await destination.WriteAsync(buffer, cancellationToken).ConfigureAwait(false);
        _failedItself = false;
    }

    public override void Flush() => destination.Flush();

    public override Task FlushAsync(CancellationToken cancellationToken) => destination.FlushAsync(cancellationToken);

    public override int Read(byte[] buffer, int offset, int count) => destination.Read(buffer, offset, count);

    public override long Seek(long offset, SeekOrigin origin) => destination.Seek(offset, origin);

    public override void SetLength(long value) => destination.SetLength(value);
}

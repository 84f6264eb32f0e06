namespace SupportSdk.Testing.Tests.Mutants;

/// <summary>A stream that passes everything on, except for the one flaw that a test gives it.</summary>
internal sealed class FlawedStream(Stream inner) : Stream
{
    private static readonly byte[] NoBytes = [];

    /// <summary>Takes the place of an asynchronous read.</summary>
    public Func<Stream, Memory<byte>, CancellationToken, ValueTask<int>>? OnReadAsync { get; init; }

    /// <summary>Takes the place of a synchronous read.</summary>
    public ReadSpan? OnRead { get; init; }

    public Func<Stream, int>? OnReadByte { get; init; }

    public Func<Stream, Stream, int, CancellationToken, Task>? OnCopyToAsync { get; init; }

    public Action<Stream>? OnFlush { get; init; }

    public Action<Stream>? OnWrite { get; init; }

    public Action<Stream>? OnDispose { get; init; }

    public bool? ClaimsToSeek { get; init; }

    public bool? ClaimsToTimeOut { get; init; }

    public long? ClaimsLength { get; init; }

    public bool TakesAnyArgument { get; init; }

    public override bool CanRead => inner.CanRead;

    public override bool CanSeek => ClaimsToSeek ?? inner.CanSeek;

    public override bool CanWrite => inner.CanWrite;

    public override bool CanTimeout => ClaimsToTimeOut ?? inner.CanTimeout;

    public override long Length => ClaimsLength ?? inner.Length;

    public override int ReadTimeout
    {
        get => ClaimsToTimeOut is null ? inner.ReadTimeout : 100;
        set => inner.ReadTimeout = value;
    }

    public override int WriteTimeout
    {
        get => inner.WriteTimeout;
        set => inner.WriteTimeout = value;
    }

    public override long Position
    {
        get => inner.Position;
        set => inner.Position = value;
    }

    internal delegate int ReadSpan(Stream inner, Span<byte> buffer);

    public override int Read(byte[] buffer, int offset, int count)
    {
        if (TakesAnyArgument)
        {
            return inner.Read(NoBytes, 0, 0);
        }

        ValidateBufferArguments(buffer, offset, count);
        return Read(buffer.AsSpan(offset, count));
    }

    public override int Read(Span<byte> buffer) => OnRead is null ? inner.Read(buffer) : OnRead(inner, buffer);

    public override int ReadByte() => OnReadByte is { } read ? read(inner) : OnRead is null ? inner.ReadByte() : base.ReadByte();

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        ValidateBufferArguments(buffer, offset, count);
        return ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        OnReadAsync is null ? inner.ReadAsync(buffer, cancellationToken) : OnReadAsync(inner, buffer, cancellationToken);

    public override IAsyncResult BeginRead(byte[] buffer, int offset, int count, AsyncCallback? callback, object? state) =>
        OnReadAsync is null && OnRead is null ? inner.BeginRead(buffer, offset, count, callback, state) : base.BeginRead(buffer, offset, count, callback, state);

    public override int EndRead(IAsyncResult asyncResult) => OnReadAsync is null && OnRead is null ? inner.EndRead(asyncResult) : base.EndRead(asyncResult);

    public override void CopyTo(Stream destination, int bufferSize)
    {
        if (OnRead is null)
        {
            inner.CopyTo(destination, bufferSize);
            return;
        }

        base.CopyTo(destination, bufferSize);
    }

    public override Task CopyToAsync(Stream destination, int bufferSize, CancellationToken cancellationToken) =>
        OnCopyToAsync is { } copy ? copy(inner, destination, bufferSize, cancellationToken)
        : OnReadAsync is null ? inner.CopyToAsync(destination, bufferSize, cancellationToken)
        : base.CopyToAsync(destination, bufferSize, cancellationToken);

    public override void Flush() => (OnFlush ?? (static stream => stream.Flush()))(inner);

    public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

    public override long Seek(long offset, SeekOrigin origin) => inner.Seek(offset, origin);

    public override void SetLength(long value) => inner.SetLength(value);

    public override void Write(byte[] buffer, int offset, int count)
    {
        if (OnWrite is null)
        {
            inner.Write(buffer, offset, count);
        }
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (OnWrite is null)
        {
            inner.Write(buffer);
        }
    }

    public override void WriteByte(byte value) => inner.WriteByte(value);

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => inner.WriteAsync(buffer, offset, count, cancellationToken);

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => inner.WriteAsync(buffer, cancellationToken);

    public override IAsyncResult BeginWrite(byte[] buffer, int offset, int count, AsyncCallback? callback, object? state) => inner.BeginWrite(buffer, offset, count, callback, state);

    public override void EndWrite(IAsyncResult asyncResult) => inner.EndWrite(asyncResult);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            (OnDispose ?? (static stream => stream.Dispose()))(inner);
        }

        base.Dispose(disposing);
    }
}

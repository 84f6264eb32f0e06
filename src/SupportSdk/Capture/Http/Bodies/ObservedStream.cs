namespace SupportSdk.Capture.Http.Bodies;

/// <summary>
/// A body's stream while somebody looks on. The app sees every byte, in order, and every exception at its place; every member is the stream's own, and what the
/// app reads is shown on the way.
/// </summary>
/// <param name="inner">The stream as it came.</param>
/// <param name="watcher">Who looks on.</param>
/// <param name="prefix">Its beginning, where that was read before the app got it.</param>
internal sealed class ObservedStream(Stream inner, IBodyWatcher watcher, BodyPrefix? prefix = null) : Stream
{
    private bool _ended;
    private int _disposed;

    public override bool CanRead => inner.CanRead;

    public override bool CanSeek => inner.CanSeek;

    public override bool CanWrite => inner.CanWrite;

    public override bool CanTimeout => inner.CanTimeout;

    public override long Length => inner.Length;

    public override long Position
    {
        get => inner.Position;
        set => inner.Position = value;
    }

    public override int ReadTimeout
    {
        get => inner.ReadTimeout;
        set => inner.ReadTimeout = value;
    }

    public override int WriteTimeout
    {
        get => inner.WriteTimeout;
        set => inner.WriteTimeout = value;
    }

    private bool HasPrefix => prefix is { IsServed: false };

    /// <summary>Gives up what was read ahead.</summary>
    public void Abandon() => prefix?.Dispose();

    public override int Read(byte[] buffer, int offset, int count)
    {
        ValidateBufferArguments(buffer, offset, count);
        return Read(buffer.AsSpan(offset, count));
    }

    public override int Read(Span<byte> buffer)
    {
        if (HasPrefix && TryReadPrefix(buffer, out var served))
        {
            return served;
        }

        try
        {
            var read = inner.Read(buffer);
            Note(buffer, read);
            return read;
        }
        catch (Exception e)
        {
            watcher.Fail(e, CancellationToken.None);
            throw;
        }
    }

    public override int ReadByte()
    {
        Span<byte> one = stackalloc byte[1];
        return Read(one) == 1 ? one[0] : -1;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        ValidateBufferArguments(buffer, offset, count);
        return ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        HasPrefix ? ReadPrefixAsync(buffer, cancellationToken) : ObserveAsync(buffer, cancellationToken);

    public override IAsyncResult BeginRead(byte[] buffer, int offset, int count, AsyncCallback? callback, object? state) =>
        TaskToAsyncResult.Begin(ReadAsync(buffer, offset, count, CancellationToken.None), callback, state);

    public override int EndRead(IAsyncResult asyncResult) => TaskToAsyncResult.End<int>(asyncResult);

    public override void CopyTo(Stream destination, int bufferSize)
    {
        if (HasPrefix)
        {
            base.CopyTo(destination, bufferSize); // By reads, as the runtime's own streams do.
            return;
        }

        ValidateCopyToArguments(destination, bufferSize);
        var sink = new ObservingSink(destination, watcher);
        try
        {
            inner.CopyTo(sink, bufferSize);
            watcher.End(isWhole: true);
        }
        catch (Exception e)
        {
            sink.NoteFailureOfSource(e, CancellationToken.None);
            throw;
        }
    }

    public override async Task CopyToAsync(Stream destination, int bufferSize, CancellationToken cancellationToken)
    {
        ValidateCopyToArguments(destination, bufferSize);
        var failure = HasPrefix ? await prefix!.CopyToAsync(destination, cancellationToken).ConfigureAwait(false) : null;
        if (failure is { SourceException: not HttpIOException { HttpRequestError: HttpRequestError.ResponseEnded } })
        {
            failure.Throw();
        }

        var sink = new ObservingSink(destination, watcher);
        try
        {
            await inner.CopyToAsync(sink, bufferSize, cancellationToken).ConfigureAwait(false);
            failure?.Throw(); // The runtime words an early end differently for a copy than for a read; asked to copy, it says it itself, at the latest here it is said.
            watcher.End(isWhole: true);
        }
        catch (Exception e)
        {
            sink.NoteFailureOfSource(e, cancellationToken);
            throw;
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => inner.Write(buffer, offset, count);

    public override void Write(ReadOnlySpan<byte> buffer) => inner.Write(buffer);

    public override void WriteByte(byte value) => inner.WriteByte(value);

#pragma warning disable CA1835 // The stream is called as its caller calls: by this overload.
    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => inner.WriteAsync(buffer, offset, count, cancellationToken);
#pragma warning restore CA1835

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => inner.WriteAsync(buffer, cancellationToken);

    public override IAsyncResult BeginWrite(byte[] buffer, int offset, int count, AsyncCallback? callback, object? state) => inner.BeginWrite(buffer, offset, count, callback, state);

    public override void EndWrite(IAsyncResult asyncResult) => inner.EndWrite(asyncResult);

    public override void Flush() => inner.Flush();

    public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

    public override long Seek(long offset, SeekOrigin origin) => inner.Seek(offset, origin);

    public override void SetLength(long value) => inner.SetLength(value);

    public override async ValueTask DisposeAsync()
    {
        if (LetGo())
        {
            await inner.DisposeAsync().ConfigureAwait(false);
        }

        await base.DisposeAsync().ConfigureAwait(false);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && LetGo())
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }

    private bool LetGo()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 1)
        {
            return false;
        }

        Abandon();
        watcher.End(isWhole: false);
        return true;
    }

    private bool TryReadPrefix(Span<byte> buffer, out int served)
    {
        if (prefix!.TryServe(buffer, out served))
        {
            return true;
        }

        prefix.Wait();
        if (prefix.TryServe(buffer, out served))
        {
            return true;
        }

        prefix.Finish();
        return false;
    }

    private async ValueTask<int> ReadPrefixAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            throw new TaskCanceledException(new OperationCanceledException().Message, null, cancellationToken);
        }

        if (prefix!.TryServe(buffer.Span, out var served))
        {
            return served;
        }

        await prefix.WaitAsync(cancellationToken).ConfigureAwait(false);
        if (prefix.TryServe(buffer.Span, out served))
        {
            return served;
        }

        prefix.Finish();
        return await ObserveAsync(buffer, cancellationToken).ConfigureAwait(false);
    }

    private ValueTask<int> ObserveAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        var reading = inner.ReadAsync(buffer, cancellationToken);
        if (!reading.IsCompletedSuccessfully)
        {
            return ObserveAsync(reading, buffer, cancellationToken);
        }

        var read = reading.Result;
        Note(buffer.Span, read);
        return new ValueTask<int>(read);
    }

    private async ValueTask<int> ObserveAsync(ValueTask<int> reading, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        try
        {
            var read = await reading.ConfigureAwait(false);
            Note(buffer.Span, read);
            return read;
        }
        catch (Exception e)
        {
            watcher.Fail(e, cancellationToken);
            throw;
        }
    }

    private void Note(ReadOnlySpan<byte> buffer, int read)
    {
        if (read > 0)
        {
            watcher.Saw(buffer[..read]);
        }
        else if (!buffer.IsEmpty && !_ended)
        {
            _ended = true;
            watcher.End(isWhole: true);
        }
    }
}

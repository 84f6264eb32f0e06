using System.Runtime.ExceptionServices;

namespace SupportSdk.Capture.Http;

/// <summary>
/// A response's stream whose beginning may have been read before the app got it. The app sees every byte, in order, and every exception at its place;
/// what it reads is noted on the way, up to the excerpt's cap.
/// </summary>
/// <param name="inner">The stream as it came.</param>
/// <param name="excerpt">What is kept; the bytes read ahead are served from it.</param>
internal sealed class PrefixedStream(Stream inner, Excerpt excerpt) : Stream
{
    // A read that was begun for the prefix is cancelled by this alone: the app's token of the send ends with the headers.
    private readonly CancellationTokenSource _abandon = new();
    private Task<int>? _pending;
    private ExceptionDispatchInfo? _failure;
    private int _prefix;
    private int _served;
    private int _finished;

    public override bool CanRead => inner.CanRead;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    private bool PassesThrough => _finished == 1 && _pending is null && _failure is null && _served == _prefix;

    /// <summary>Reads the beginning, no longer than the budget; a read that is still pending then is left to the app's first one. Never throws: the app meets an exception where it reads.</summary>
    public async ValueTask FillAsync(TimeSpan budget, TimeProvider clock, CancellationToken cancellationToken)
    {
        try
        {
            var started = clock.GetTimestamp();
            while (!excerpt.IsDone && clock.GetElapsedTime(started) is var spent && spent < budget && await TryReadAheadAsync(budget - spent, clock, cancellationToken).ConfigureAwait(false))
            {
            }
        }
        catch (Exception e)
        {
            _failure = ExceptionDispatchInfo.Capture(e); // The app's own reading would have thrown it, and will.
        }

        if (_failure is not null || excerpt.IsDone)
        {
            Interlocked.Exchange(ref _finished, 1); // Whoever filled records what is there; nothing more will come.
        }
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        ValidateBufferArguments(buffer, offset, count);
        return Read(buffer.AsSpan(offset, count));
    }

    public override int Read(Span<byte> buffer)
    {
        if (PassesThrough)
        {
            return inner.Read(buffer);
        }

        if (_pending is { } pending)
        {
            // The one read that is under way must end before the next: a second beside it would tear the stream. The app blocks here as it would in the inner Read.
            ((IAsyncResult)pending).AsyncWaitHandle.WaitOne();
            Settle();
        }

        return TryServe(buffer, out var served) ? served : Observe(buffer);
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        ValidateBufferArguments(buffer, offset, count);
        return ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        PassesThrough ? inner.ReadAsync(buffer, cancellationToken) : ReadObservedAsync(buffer, cancellationToken);

    public override IAsyncResult BeginRead(byte[] buffer, int offset, int count, AsyncCallback? callback, object? state) =>
        TaskToAsyncResult.Begin(ReadAsync(buffer, offset, count, CancellationToken.None), callback, state);

    public override int EndRead(IAsyncResult asyncResult) => TaskToAsyncResult.End<int>(asyncResult);

    public override void Flush()
    {
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override async ValueTask DisposeAsync()
    {
        Abandon();
        await inner.DisposeAsync().ConfigureAwait(false);
        await base.DisposeAsync().ConfigureAwait(false);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            Abandon();
            inner.Dispose();
        }

        base.Dispose(disposing);
    }

    private async ValueTask<bool> TryReadAheadAsync(TimeSpan left, TimeProvider clock, CancellationToken cancellationToken)
    {
        var pending = inner.ReadAsync(excerpt.Free, _abandon.Token).AsTask();
        if (!pending.IsCompleted)
        {
            await ((Task)pending).WaitAsync(left, clock, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        if (pending.IsCompleted)
        {
            excerpt.Advance(await pending.ConfigureAwait(false));
            _prefix = excerpt.Length;
            return true;
        }

        // Looked at even if the app never reads: an unobserved exception would be an event in the app.
        _ = pending.ContinueWith(static t => t.Exception, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously | TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
        _pending = pending;
        return false;
    }

    private async ValueTask<int> ReadObservedAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            throw new TaskCanceledException(null, null, cancellationToken);
        }

        if (_pending is { } pending)
        {
            // As without us: a read that the app cancels takes the connection with it.
            using var registration = cancellationToken.UnsafeRegister(static abandon => ((CancellationTokenSource)abandon!).Cancel(), _abandon);
            await ((Task)pending).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            Settle(cancellationToken);
        }

        return TryServe(buffer.Span, out var served) ? served : await ObserveAsync(buffer, cancellationToken).ConfigureAwait(false);
    }

    // Called when the pending read has ended; a reader and a disposer may both come here, and one of them settles.
    private void Settle(CancellationToken cancellationToken = default)
    {
        if (Interlocked.Exchange(ref _pending, null) is not { } pending)
        {
            return;
        }

        try
        {
            excerpt.Advance(pending.GetAwaiter().GetResult());
            _prefix = excerpt.Length;
        }
        catch (OperationCanceledException e) when (cancellationToken.IsCancellationRequested)
        {
            _failure = ExceptionDispatchInfo.Capture(new TaskCanceledException(e.Message, e, cancellationToken));
        }
        catch (Exception e)
        {
            _failure = ExceptionDispatchInfo.Capture(e); // Thrown below, after the bytes that came before it.
        }

        FinishIf(_failure is not null || excerpt.IsDone);
    }

    private bool TryServe(Span<byte> buffer, out int served)
    {
        served = Math.Min(buffer.Length, _prefix - _served);
        excerpt.Bytes.Slice(_served, served).CopyTo(buffer);
        _served += served;
        if (_served == _prefix && served == 0 && Interlocked.Exchange(ref _failure, null) is { } failure)
        {
            failure.Throw();
        }

        return served > 0 || (buffer.IsEmpty && _served < _prefix);
    }

    private int Observe(Span<byte> buffer)
    {
        try
        {
            var read = inner.Read(buffer);
            Note(buffer, read);
            return read;
        }
        catch
        {
            FinishIf(true);
            throw;
        }
    }

    private async ValueTask<int> ObserveAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        try
        {
            var read = await inner.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
            Note(buffer.Span, read);
            return read;
        }
        catch
        {
            FinishIf(true);
            throw;
        }
    }

    private void Note(ReadOnlySpan<byte> buffer, int read)
    {
        if (!buffer.IsEmpty && _finished == 0)
        {
            excerpt.Append(buffer[..read]);
            FinishIf(excerpt.IsDone);
        }
    }

    private void FinishIf(bool condition)
    {
        if (condition)
        {
            Volatile.Write(ref _finished, 1);
        }
    }

    // To dispose the connection's stream beside a read of ours would start its drain beside that read; cancelled first, the connection is closed and never reused.
    private void Abandon()
    {
        if (_pending is { IsCompleted: true })
        {
            Settle();
        }

        FinishIf(true);
        if (_pending is not null)
        {
            _abandon.Cancel();
        }
    }
}

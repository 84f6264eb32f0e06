using System.Runtime.ExceptionServices;

namespace SupportSdk.Capture.Http.Bodies;

/// <summary>
/// The beginning of a body that was read before the app got the response. The app gets what is there at once, then what a read still under way brings, then the
/// exception that it ended with, each at its place.
/// </summary>
/// <param name="inner">The body's stream.</param>
/// <param name="excerpt">Where the beginning is kept; the app is served from it.</param>
/// <param name="watcher">Who is told that the body broke off.</param>
internal sealed class BodyPrefix(Stream inner, Excerpt excerpt, IBodyWatcher watcher) : IDisposable
{
    // A read that was begun for the prefix is cancelled by this alone: the app's token of the send ends with the headers.
    private readonly CancellationTokenSource _abandon = new();
    private Task<int>? _pending;
    private ExceptionDispatchInfo? _failure;
    private int _length;
    private int _served;
    private bool _isServed;

    /// <summary>Whether the app has got all of it; from then on the stream alone is read.</summary>
    public bool IsServed => Volatile.Read(ref _isServed);

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
            Fail(e, CancellationToken.None); // The app's own reading would have thrown it, and will.
        }
    }

    /// <summary>Serves a read from what is there; false where nothing is.</summary>
    public bool TryServe(Span<byte> buffer, out int served)
    {
        served = Math.Min(buffer.Length, _length - _served);
        excerpt.Bytes.Slice(_served, served).CopyTo(buffer);
        _served += served;
        return served > 0 || (buffer.IsEmpty && _served < _length); // A read of no bytes asks whether some are there.
    }

    /// <summary>The app has got all of it: throws what the prefix ended with. Otherwise the stream itself is next.</summary>
    public void Finish()
    {
        Volatile.Write(ref _isServed, true);
        Interlocked.Exchange(ref _failure, null)?.Throw();
    }

    /// <summary>Waits for the read under way, if there is one: a second beside it would tear the stream. The app blocks here as it would in the stream's own Read.</summary>
    public void Wait()
    {
        if (Volatile.Read(ref _pending) is { } pending)
        {
            ((IAsyncResult)pending).AsyncWaitHandle.WaitOne();
            Settle(CancellationToken.None);
        }
    }

    /// <summary>Waits for the read under way, if there is one, as for the app's own: the app's token cancels it.</summary>
    public async ValueTask WaitAsync(CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref _pending) is { } pending)
        {
            // As without us: a read that the app cancels takes the connection with it.
            using var registration = cancellationToken.UnsafeRegister(static abandon => ((CancellationTokenSource)abandon!).Cancel(), _abandon);
            await ((Task)pending).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            Settle(cancellationToken);
        }
    }

    /// <summary>Writes all of the prefix to the app's stream, and gives the exception that comes after it.</summary>
    public async ValueTask<ExceptionDispatchInfo?> CopyToAsync(Stream destination, CancellationToken cancellationToken)
    {
        await WriteAsync(destination, cancellationToken).ConfigureAwait(false);
        await WaitAsync(cancellationToken).ConfigureAwait(false);
        await WriteAsync(destination, cancellationToken).ConfigureAwait(false);
        Volatile.Write(ref _isServed, true);
        return Interlocked.Exchange(ref _failure, null);
    }

    /// <summary>Gives the rest up. To dispose a connection's stream beside a read of ours would start its drain beside that read; cancelled first, the connection is closed and never reused.</summary>
    public void Dispose()
    {
        if (Volatile.Read(ref _pending) is { IsCompleted: true })
        {
            Settle(CancellationToken.None);
        }

        Volatile.Write(ref _isServed, true);
        if (Volatile.Read(ref _pending) is not null)
        {
            _abandon.Cancel();
        }
    }

    private async ValueTask WriteAsync(Stream destination, CancellationToken cancellationToken)
    {
        var left = excerpt.Memory[_served.._length];
        _served = _length;
        if (!left.IsEmpty)
        {
            await destination.WriteAsync(left, cancellationToken).ConfigureAwait(false);
        }
    }

    private async ValueTask<bool> TryReadAheadAsync(TimeSpan left, TimeProvider clock, CancellationToken cancellationToken)
    {
        var read = inner.ReadAsync(excerpt.Free, _abandon.Token);
        if (read.IsCompletedSuccessfully)
        {
            Advance(read.Result);
            return true;
        }

        var pending = read.AsTask();
        await ((Task)pending).WaitAsync(left, clock, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (pending.IsCompleted)
        {
            Advance(await pending.ConfigureAwait(false));
            return true;
        }

        // Looked at even if the app never reads: an unobserved exception would be an event in the app.
        _ = pending.ContinueWith(static t => t.Exception, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously | TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
        Volatile.Write(ref _pending, pending);
        return false;
    }

    // Called when the pending read has ended; a reader and a disposer may both come here, and one of them settles.
    private void Settle(CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _pending, null) is not { } pending)
        {
            return;
        }

        try
        {
            Advance(pending.GetAwaiter().GetResult());
        }
        catch (OperationCanceledException e) when (cancellationToken.IsCancellationRequested)
        {
            Fail(new TaskCanceledException(e.Message, e.InnerException, cancellationToken), cancellationToken);
        }
        catch (Exception e)
        {
            Fail(e, cancellationToken); // Thrown after the bytes that came before it.
        }
    }

    private void Advance(int count)
    {
        excerpt.Advance(count);
        _length = excerpt.Length;
    }

    private void Fail(Exception exception, CancellationToken cancellationToken)
    {
        _failure = ExceptionDispatchInfo.Capture(exception);
        watcher.Fail(exception, cancellationToken);
    }
}

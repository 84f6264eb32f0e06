namespace SupportSdk.Facts;

/// <summary>One read of a fact, on a thread of the pool, with one timeout however many wait for it.</summary>
internal sealed class FactRead
{
    private readonly FactLimits _limits;
    private readonly long _started;
    private readonly Task<string?> _reading;

    public FactRead(Func<CancellationToken, ValueTask<string?>> read, Action ended, FactLimits limits)
    {
        _limits = limits;
        _started = limits.Time.GetTimestamp();
        using (ExecutionContext.IsFlowSuppressed() ? default(AsyncFlowControl?) : ExecutionContext.SuppressFlow())
        {
            _reading = Task.Run(() => ReadAsync(read, ended)); // It may block, and then blocks no ticket; and it outlives the ticket's scope and trace.
        }

        _ = _reading.ContinueWith( // Observed here: who waits sees how it ended, and nobody may be waiting any more.
            static done => _ = done.Exception, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    public bool HasFailed => _reading.IsCompleted && !_reading.IsCompletedSuccessfully;

    /// <summary>Whether the timeout has passed.</summary>
    public bool IsLate => Left <= TimeSpan.Zero;

    private TimeSpan Left => _limits.Timeout - _limits.Time.GetElapsedTime(_started);

    /// <exception cref="TimeoutException">The timeout passed; the read may go on for ever.</exception>
    public Task<string?> WaitAsync(CancellationToken cancellationToken) =>
        _reading.WaitAsync(Left is var left && left > TimeSpan.Zero ? left : TimeSpan.Zero, _limits.Time, cancellationToken);

    private async Task<string?> ReadAsync(Func<CancellationToken, ValueTask<string?>> read, Action ended)
    {
        using var limit = new CancellationTokenSource(_limits.Timeout, _limits.Time);
        try
        {
            return await read(limit.Token).ConfigureAwait(false);
        }
        finally
        {
            ended();
        }
    }
}

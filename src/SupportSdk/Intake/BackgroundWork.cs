namespace SupportSdk.Intake;

/// <summary>The work that goes on after a caller's wait has ended: known, so that a flush can wait for it and a stop can end it.</summary>
internal sealed class BackgroundWork : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly HashSet<Task> _running = [];
    private readonly object _gate = new();
    private bool _startedOnce;
    private bool _closed;

    public void ThrowIfStopped()
    {
        if (Volatile.Read(ref _closed))
        {
            throw new ObjectDisposedException("SupportClient", "The client takes no more tickets: it was disposed, or its host has stopped.");
        }
    }

    /// <summary>Runs work that the stop ends. The task may be observed, and need not be.</summary>
    public Task<T> Run<T>(Func<CancellationToken, Task<T>> work)
    {
        Task<T> task;
        using (ExecutionContext.IsFlowSuppressed() ? default(AsyncFlowControl?) : ExecutionContext.SuppressFlow())
        {
            task = Task.Run(() => work(_stop.Token)); // Without the caller's scope, user and trace.
        }

        lock (_gate)
        {
            _running.Add(task);
        }

        _ = task.ContinueWith(Forget, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        return task;
    }

    /// <summary>At the first call only: runs work, and after it a loop that only the stop ends, for which nobody waits.</summary>
    public void StartOnce<T>(Func<CancellationToken, Task<T>> work, Func<CancellationToken, Task> forever)
    {
        lock (_gate)
        {
            if (_startedOnce || _closed)
            {
                return;
            }

            _startedOnce = true;
        }

        var first = Run(work);
        _ = first.ContinueWith(
            done => done.IsCompletedSuccessfully ? forever(_stop.Token) : Task.CompletedTask,
            _stop.Token, TaskContinuationOptions.None, TaskScheduler.Default).Unwrap().ContinueWith(
            static ended => _ = ended.Exception, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    /// <summary>Waits until none of the work of this moment runs; how it ended is told elsewhere.</summary>
    public Task WaitAsync(CancellationToken cancellationToken)
    {
        Task[] running;
        lock (_gate)
        {
            running = [.. _running];
        }

        return Task.WhenAll(running).ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default)
            .WaitAsync(cancellationToken);
    }

    /// <summary>Takes no more work; false where that was so already.</summary>
    public bool StopIntake()
    {
        lock (_gate)
        {
            var first = !_closed;
            _closed = true;
            return first;
        }
    }

    /// <summary>Ends what runs. The source has no timer and is not disposed, so that work that is still ending can ask it.</summary>
    public void Dispose() => _stop.Cancel();

    private void Forget(Task task)
    {
        _ = task.Exception; // Observed here: a failure is in the receipt or the log, and must not reach UnobservedTaskException.
        lock (_gate)
        {
            _running.Remove(task);
        }
    }
}

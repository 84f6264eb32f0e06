using SupportSdk.Outbox.Sql.Leases;

namespace SupportSdk.Outbox.Sql;

/// <summary>One write that waits for its turn. Whoever has the turn may take others along, into one commit.</summary>
internal abstract class SqlWork
{
    private const int Taken = 1;
    private const int Withdrawn = 2;

    private int _state;

    public abstract CancellationToken Cancellation { get; }

    public bool IsWaiting => Volatile.Read(ref _state) == 0;

    public bool TryTake() => Interlocked.CompareExchange(ref _state, Taken, 0) == 0;

    /// <summary>False where it was taken: how it ends is then the truth.</summary>
    public bool TryWithdraw() => Interlocked.CompareExchange(ref _state, Withdrawn, 0) == 0;

    public abstract Task RunAsync(SqlSession session, ISqlLease lease);

    /// <summary>Ends as the task that has ended; one that ran to its end gives the result of <see cref="RunAsync"/>.</summary>
    public abstract void EndAs(Task ended);
}

/// <inheritdoc cref="SqlWork"/>
internal sealed class SqlWork<T>(Func<SqlSession, ISqlLease, CancellationToken, Task<T>> work, CancellationToken cancellationToken) : SqlWork
{
    private readonly TaskCompletionSource<T> _end = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T? _result;

    public override CancellationToken Cancellation => cancellationToken;

    public Task<T> End => _end.Task;

    public override async Task RunAsync(SqlSession session, ISqlLease lease) => _result = await work(session, lease, cancellationToken).ConfigureAwait(false);

    public override void EndAs(Task ended)
    {
        if (ended.Exception is { } failure)
            _end.SetException(failure.InnerExceptions);
        else if (ended.IsCanceled)
            _end.SetCanceled(cancellationToken);
        else
            _end.SetResult(_result!);
    }
}

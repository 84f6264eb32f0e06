using System.Collections.Concurrent;
using System.Data;
using System.Data.Common;
using System.Transactions;
using SupportSdk.Outbox.Sql.Leases;

namespace SupportSdk.Outbox.Sql;

/// <summary>Runs operations on connections of the data source: the tables and the lease made at the first, one writer at a time, every failure in words.</summary>
/// <remarks>
/// Nothing touches the disk before the first operation. A locked database fails an operation within <see cref="Budget"/>. Every asynchronous operation runs on the thread pool: Microsoft.Data.Sqlite
/// works on the thread that calls it, which may be a user interface's. What a lost connection cut short is done once more, by a new owner where the lease went with it; every operation bears that.
/// </remarks>
internal sealed class SqlStore(DbDataSource dataSource, SqlStatements statements, Action<string> notDurable) : IDisposable
{
    /// <summary>The longest that an operation waits for a locked database.</summary>
    public static readonly TimeSpan Budget = TimeSpan.FromSeconds(2);

    private const int LargestGroup = 128;

    // SQLite lets one writer in, and the connection that holds a lease carries one command. Waiting here is fair and holds no thread.
    private readonly SemaphoreSlim _writer = new(1, 1);
    private readonly ConcurrentQueue<SqlWork> _waiting = new();
    private volatile ISqlLease? _lease;
    private volatile bool _closed;
    private int _timesLocked;

    public bool IsDurable => _lease is not { NotDurable: not null };

    public async Task<T> ReadAsync<T>(Func<SqlSession, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        if (_lease is null)
            await WriteAsync(static (_, _) => Task.FromResult(0), cancellationToken).ConfigureAwait(false);

        return await GuardAsync((cancel) => ReadOnceAsync(work, cancel), cancellationToken).ConfigureAwait(false);
    }

    public Task<T> WriteAsync<T>(Func<SqlSession, CancellationToken, Task<T>> work, CancellationToken cancellationToken) =>
        WriteAsync((session, _, cancel) => work(session, cancel), cancellationToken);

    /// <remarks>A commit is paid for by the disk, not by the rows in it: whoever has the turn takes along all who wait.</remarks>
    public async Task<T> WriteAsync<T>(Func<SqlSession, ISqlLease, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        var timesLocked = Volatile.Read(ref _timesLocked);
        var mine = new SqlWork<T>(work, cancellationToken);
        _waiting.Enqueue(mine);
        try
        {
            await _writer.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!mine.TryWithdraw())
        {
            return await mine.End.ConfigureAwait(false);
        }

        try
        {
            // Whoever waited here while another waited its whole budget for the lock shares the answer: a queue of writers does not add their waits up.
            if (Volatile.Read(ref _timesLocked) != timesLocked && mine.TryWithdraw())
                throw SqlFailure.Locked.With(null);

            while (mine.IsWaiting)
                await LeadAsync().ConfigureAwait(false);
        }
        finally
        {
            _writer.Release();
        }

        return await mine.End.ConfigureAwait(false);
    }

    /// <summary>The same on the calling thread.</summary>
    public T Write<T>(Func<SqlSession, T> work)
    {
        if (!_writer.Wait(Budget))
            throw SqlFailure.Locked.With(null);

        try
        {
            var lease = Living() ?? Take(Open());
            using var opened = lease.Connection is null ? Open() : null;
            return work(Begin(opened ?? lease.Connection!, lease));
        }
        catch (Exception exception) when (SqlFailure.Of(exception) is { } failure)
        {
            throw Failed(failure, exception);
        }
        finally
        {
            _writer.Release();
        }
    }

    public void Dispose()
    {
        _closed = true;
        if (!_writer.Wait(Budget))
            return;

        _lease?.Dispose();
        _writer.Release();
    }

    private async Task LeadAsync()
    {
        var group = new List<SqlWork>();
        while (group.Count < LargestGroup && _waiting.TryDequeue(out var next))
        {
            if (next.TryTake())
                group.Add(next);
        }

        if (group.Count > 1 && await TogetherAsync(group).ConfigureAwait(false))
            return;

        foreach (var work in group)
            work.EndAs(await EndedAsync(GuardAsync(cancel => WriteOnceAsync(work.RunAsync, cancel), work.Cancellation)).ConfigureAwait(false));
    }

    /// <summary>Does all in one commit; false where the store refused it, and each is to be done by itself, so that one that does not fit harms no other.</summary>
    private async Task<bool> TogetherAsync(List<SqlWork> group)
    {
        var ends = new List<Task>();
        var ended = await EndedAsync(GuardAsync(_ => WriteOnceAsync((session, lease) => session.InGroupAsync(group, lease, ends), CancellationToken.None), CancellationToken.None)).ConfigureAwait(false);
        var refused = ended.Exception?.InnerException is OutboxUnavailableException { InnerException: { } inner } ? SqlFailure.Of(inner) : null;
        if (refused is { IsLocked: false, IsLost: false })
            return false;

        for (var i = 0; i < group.Count; i++)
            group[i].EndAs(ended.IsCompletedSuccessfully ? ends[i] : ended);

        return true;
    }

    // The task that has ended, however it did: its failure is for the one who waits for it.
    internal static async Task<Task> EndedAsync(Task task) => await Task.WhenAny(task).ConfigureAwait(false);

    private async Task<T> GuardAsync<T>(Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        try
        {
            return await Task.Run(() => AgainIfLostAsync(work, cancellationToken), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (SqlFailure.Of(exception) is { } failure)
        {
            throw Failed(failure, exception);
        }
    }

    private static async Task<T> AgainIfLostAsync<T>(Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        try
        {
            return await work(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (SqlFailure.Of(exception) is { IsLost: true })
        {
            return await work(cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<T> ReadOnceAsync<T>(Func<SqlSession, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        var connection = await OpenAsync(cancellationToken).ConfigureAwait(false);
        await using var closing = connection.ConfigureAwait(false);
        return await work(Begin(connection, _lease), cancellationToken).ConfigureAwait(false);
    }

    private async Task<bool> WriteOnceAsync(Func<SqlSession, ISqlLease, Task> work, CancellationToken cancellationToken)
    {
        var lease = Living() ?? Take(await OpenAsync(cancellationToken).ConfigureAwait(false));
        if (lease.Connection is { } held)
        {
            await work(Begin(held, lease), lease).ConfigureAwait(false);
            return true;
        }

        var connection = await OpenAsync(cancellationToken).ConfigureAwait(false);
        await using var closing = connection.ConfigureAwait(false);
        await work(Begin(connection, lease), lease).ConfigureAwait(false);
        return true;
    }

    private SqlSession Begin(DbConnection connection, ISqlLease? lease)
    {
        ThrowIfClosed();
        Configure(connection);
        return new SqlSession(connection, statements, lease?.Owner ?? "");
    }

    private void Configure(DbConnection connection)
    {
        if (statements.Grammar.Connection.Length == 0)
            return;

        using var settings = SqlSession.Command(connection, statements.Grammar.CommandSeconds, statements.Grammar.Connection);
        settings.ExecuteNonQuery();
    }

    private void ThrowIfClosed()
    {
        if (_closed)
            throw new OutboxUnavailableException("The outbox is closed: its client was disposed.");
    }

    // A lease whose connection is gone is gone with it, and all that it had claimed is for others.
    private ISqlLease? Living()
    {
        if (_lease is not { Connection: { } held } lease || held.State == ConnectionState.Open)
            return _lease;

        _lease = null;
        lease.Dispose();
        return null;
    }

    private ISqlLease Take(DbConnection connection)
    {
        ISqlLease? lease = null;
        try
        {
            ThrowIfClosed();
            Configure(connection);
            SqlSchema.Ensure(connection, statements);
            lease = statements.Grammar.TakeLease(connection, Open);
        }
        finally
        {
            if (lease?.Connection is null)
                connection.Dispose();
        }

        _lease = lease;
        if (lease.NotDurable is { } reason)
            notDurable(reason);

        return lease;
    }

    // An app's own ambient transaction must neither hold a ticket back nor take it along when it rolls back.
    private DbConnection Open()
    {
        using var alone = new TransactionScope(TransactionScopeOption.Suppress);
        return dataSource.OpenConnection();
    }

    private async Task<DbConnection> OpenAsync(CancellationToken cancellationToken)
    {
        using var alone = new TransactionScope(TransactionScopeOption.Suppress, TransactionScopeAsyncFlowOption.Enabled);
        return await dataSource.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
    }

    private OutboxUnavailableException Failed(SqlFailure failure, Exception exception)
    {
        if (failure.IsLocked)
            Interlocked.Increment(ref _timesLocked);

        return failure.With(exception);
    }
}

using System.Data.Common;
using System.Globalization;

namespace SupportSdk.Outbox.Sql;

/// <summary>Runs operations on connections of the data source: the tables made at the first, one writer at a time, every failure in words.</summary>
/// <remarks>
/// Nothing touches the disk before the first operation. A locked database fails an operation within <see cref="Budget"/>. Every asynchronous operation runs on the thread pool: Microsoft.Data.Sqlite
/// works on the thread that calls it, which may be a user interface's.
/// </remarks>
internal sealed class SqlStore(DbDataSource dataSource, SqlStatements statements) : IDisposable
{
    /// <summary>The longest that an operation waits for a locked database.</summary>
    public static readonly TimeSpan Budget = TimeSpan.FromSeconds(2);

    // SQLite lets one writer in. Waiting here is fair and holds no thread; waiting in SQLite is a poll that does.
    private readonly SemaphoreSlim _writer = new(1, 1);
    private volatile SqlOwner? _owner;
    private volatile bool _closed;
    private int _timesLocked;

    public bool IsDurable => _owner is not { HasFile: false };

    public async Task<T> ReadAsync<T>(Func<SqlSession, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        if (_owner is null)
            await WriteAsync(static (_, _) => Task.FromResult(0), cancellationToken).ConfigureAwait(false);

        return await GuardAsync(work, cancellationToken).ConfigureAwait(false);
    }

    public async Task<T> WriteAsync<T>(Func<SqlSession, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        var timesLocked = Volatile.Read(ref _timesLocked);
        await _writer.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            ThrowIfLockedSince(timesLocked);
            return await GuardAsync(work, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _writer.Release();
        }
    }

    /// <summary>The same on the calling thread.</summary>
    public T Write<T>(Func<SqlSession, T> work)
    {
        if (!_writer.Wait(Budget))
            throw SqlFailure.Locked.With(null);

        try
        {
            using var connection = dataSource.OpenConnection();
            return work(Begin(connection));
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

        _owner?.Dispose();
        _writer.Release();
    }

    private async Task<T> GuardAsync<T>(Func<SqlSession, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        try
        {
            return await Task.Run(() => RunAsync(work, cancellationToken), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (SqlFailure.Of(exception) is { } failure)
        {
            throw Failed(failure, exception);
        }
    }

    private async Task<T> RunAsync<T>(Func<SqlSession, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        var connection = await dataSource.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        await using var closing = connection.ConfigureAwait(false);
        return await work(Begin(connection), cancellationToken).ConfigureAwait(false);
    }

    private SqlSession Begin(DbConnection connection)
    {
        if (_closed)
            throw new OutboxUnavailableException("The outbox is closed: its client was disposed.");

        using var settings = SqlSession.Command(connection, statements.Session);
        settings.ExecuteNonQuery();
        return new SqlSession(connection, statements, _owner ??= Prepare(connection));
    }

    private SqlOwner Prepare(DbConnection connection)
    {
        SqlSchema.Ensure(connection, statements);
        using var command = SqlSession.Command(connection, statements.DatabaseFile);
        return SqlOwner.Take(Convert.ToString(command.ExecuteScalar(), CultureInfo.InvariantCulture) ?? "");
    }

    private OutboxUnavailableException Failed(SqlFailure failure, Exception exception)
    {
        if (failure.IsLocked)
            Interlocked.Increment(ref _timesLocked);

        return failure.With(exception);
    }

    // Whoever waited here while another waited its whole budget for the lock shares the answer: a queue of writers does not add their waits up.
    private void ThrowIfLockedSince(int timesLocked)
    {
        if (Volatile.Read(ref _timesLocked) != timesLocked)
            throw SqlFailure.Locked.With(null);
    }
}

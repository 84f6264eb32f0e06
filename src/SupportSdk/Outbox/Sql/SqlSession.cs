using System.Data.Common;
using SupportSdk.Outbox.Sql.Leases;

namespace SupportSdk.Outbox.Sql;

/// <summary>One open connection, for one operation of one owner.</summary>
internal sealed class SqlSession(DbConnection connection, SqlStatements statements, string owner)
{
    public SqlStatements Statements => statements;

    public string Owner => owner;

    private bool IsInGroup { get; init; }

    public DbCommand Command(string sql, params ReadOnlySpan<(string Name, object? Value)> parameters) =>
        Command(connection, statements.Grammar.CommandSeconds, sql, parameters);

    public static DbCommand Command(DbConnection connection, int seconds, string sql, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        command.CommandTimeout = seconds;
        foreach (var (name, value) in parameters)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = name;
            parameter.Value = value ?? DBNull.Value;
            command.Parameters.Add(parameter);
        }

        return command;
    }

    /// <summary>Does the work in one transaction. Cancelled before the commit: nothing is stored; the commit itself is never cancelled.</summary>
    /// <remarks>In statements, not by <see cref="DbTransaction"/>, whose own begin and commit wait as long as the connection string says.</remarks>
    public async Task InTransactionAsync(Func<Task> work, CancellationToken cancellationToken)
    {
        if (IsInGroup)
        {
            // The savepoint of the group's member is its transaction.
            await work().ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            return;
        }

        await ExecuteAsync(statements.Grammar.Begin, cancellationToken).ConfigureAwait(false);
        var committed = false;
        try
        {
            await work().ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            await ExecuteAsync(SqlStatements.Commit, CancellationToken.None).ConfigureAwait(false);
            committed = true;
        }
        finally
        {
            if (!committed)
                await RollBackAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Does several works in one commit, each within a savepoint: what one of them refuses is taken back alone. A failure of the store ends all of them.</summary>
    public Task InGroupAsync(IReadOnlyList<SqlWork> group, ISqlLease lease, List<Task> ends)
    {
        ends.Clear(); // It may be the second try.
        var member = new SqlSession(connection, statements, owner) { IsInGroup = true };
        return InTransactionAsync(
            async () =>
            {
                foreach (var work in group)
                    ends.Add(await MemberAsync(work, member, lease).ConfigureAwait(false));
            },
            CancellationToken.None);
    }

    private async Task<Task> MemberAsync(SqlWork work, SqlSession member, ISqlLease lease)
    {
        await ExecuteAsync("SAVEPOINT support_work", CancellationToken.None).ConfigureAwait(false);
        var ended = await SqlStore.EndedAsync(work.RunAsync(member, lease)).ConfigureAwait(false);
        if (ended.Exception?.InnerException is { } failure && SqlFailure.Of(failure) is not null)
            await ended.ConfigureAwait(false);

        if (!ended.IsCompletedSuccessfully)
            await ExecuteAsync("ROLLBACK TO support_work", CancellationToken.None).ConfigureAwait(false);

        await ExecuteAsync("RELEASE support_work", CancellationToken.None).ConfigureAwait(false);
        return ended;
    }

    private async Task ExecuteAsync(string sql, CancellationToken cancellationToken)
    {
        using var command = Command(sql);
        await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task RollBackAsync()
    {
        try
        {
            await ExecuteAsync(SqlStatements.RollBack, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is DbException or InvalidOperationException)
        {
            // On a full disk SQLite has rolled back by itself, and a connection that is gone took its transaction with it; what matters is the failure that led here.
        }
    }
}

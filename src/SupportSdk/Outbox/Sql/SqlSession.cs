using System.Data.Common;

namespace SupportSdk.Outbox.Sql;

/// <summary>One open connection, for one operation of one owner.</summary>
internal sealed class SqlSession(DbConnection connection, SqlStatements statements, string owner)
{
    public SqlStatements Statements => statements;

    public string Owner => owner;

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

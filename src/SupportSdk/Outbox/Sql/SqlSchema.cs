using System.Data.Common;
using System.Globalization;

namespace SupportSdk.Outbox.Sql;

/// <summary>Makes the tables, or brings older ones up to date, once; and refuses what a newer version has made.</summary>
/// <remarks>The version stands in a table of the outbox and not in SQLite's <c>user_version</c>, which belongs to the app where the database is the app's own.</remarks>
internal static class SqlSchema
{
    /// <remarks>A database that is up to date is only read, so that the right to make tables is needed once.</remarks>
    public static void Ensure(DbConnection connection, SqlStatements statements)
    {
        Execute(connection, statements, statements.Grammar.Database);
        if (Scalar(connection, statements, statements.Grammar.HasSchema) > 0 && Known(Scalar(connection, statements, statements.ReadVersion)))
            return;

        Execute(connection, statements, statements.Grammar.Begin);
        var committed = false;
        try
        {
            Make(connection, statements);
            Execute(connection, statements, SqlStatements.Commit);
            committed = true;
        }
        finally
        {
            if (!committed)
                RollBack(connection, statements);
        }
    }

    // Another process may have made them between the look and the lock: each step is done by whoever finds it undone.
    private static void Make(DbConnection connection, SqlStatements statements)
    {
        Execute(connection, statements, statements.Grammar.BeginSchema);
        Execute(connection, statements, statements.CreateVersion);
        Execute(connection, statements, statements.WriteVersion);
        var version = Scalar(connection, statements, statements.ReadVersion);
        if (Known(version))
            return;

        foreach (var step in statements.Upgrades.Skip((int)version))
            Execute(connection, statements, step);

        Execute(connection, statements, statements.RaiseVersion, ("@version", SqlStatements.Version));
    }

    private static bool Known(long version) => version <= SqlStatements.Version
        ? version == SqlStatements.Version
        : throw new OutboxUnavailableException(string.Create(
            CultureInfo.InvariantCulture,
            $"The outbox was written by a newer SupportSdk (schema {version}; this one knows {SqlStatements.Version}). Update SupportSdk, or give the outbox another database."));

    private static long Scalar(DbConnection connection, SqlStatements statements, string sql)
    {
        using var command = SqlSession.Command(connection, statements.Grammar.SchemaSeconds, sql);
        return Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }

    private static void Execute(DbConnection connection, SqlStatements statements, string sql, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        if (sql.Length == 0)
            return;

        using var command = SqlSession.Command(connection, statements.Grammar.SchemaSeconds, sql, parameters);
        command.ExecuteNonQuery();
    }

    private static void RollBack(DbConnection connection, SqlStatements statements)
    {
        try
        {
            Execute(connection, statements, SqlStatements.RollBack);
        }
        catch (Exception exception) when (exception is DbException or InvalidOperationException)
        {
            // Rolled back already; what matters is the failure that led here.
        }
    }
}

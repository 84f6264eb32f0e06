using System.Data.Common;
using System.Globalization;

namespace SupportSdk.Outbox.Sql;

/// <summary>Makes the tables, once, and refuses what a newer version has made.</summary>
/// <remarks>The version stands in a table of the outbox and not in SQLite's <c>user_version</c>, which belongs to the app where the database is the app's own.</remarks>
internal static class SqlSchema
{
    public static void Ensure(DbConnection connection, SqlStatements statements)
    {
        Execute(connection, statements.Database);
        Execute(connection, statements.Begin);
        var committed = false;
        try
        {
            Execute(connection, statements.CreateVersion);
            Execute(connection, SqlStatements.WriteVersion, ("@version", SqlStatements.Version));
            Refuse(ReadVersion(connection, statements));
            Execute(connection, statements.CreateTables);
            Execute(connection, SqlStatements.Commit);
            committed = true;
        }
        finally
        {
            if (!committed)
                RollBack(connection);
        }
    }

    private static long ReadVersion(DbConnection connection, SqlStatements statements)
    {
        using var command = SqlSession.Command(connection, SqlStatements.ReadVersion);
        return Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }

    private static void Refuse(long version)
    {
        if (version > SqlStatements.Version)
        {
            throw new OutboxUnavailableException(string.Create(
                CultureInfo.InvariantCulture,
                $"The outbox was written by a newer SupportSdk (schema {version}; this one knows {SqlStatements.Version}). Update SupportSdk, or give the outbox another database."));
        }
    }

    private static void Execute(DbConnection connection, string sql, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        using var command = SqlSession.Command(connection, sql, parameters);
        command.ExecuteNonQuery();
    }

    private static void RollBack(DbConnection connection)
    {
        try
        {
            Execute(connection, SqlStatements.RollBack);
        }
        catch (DbException)
        {
            // Rolled back already; what matters is the failure that led here.
        }
    }
}

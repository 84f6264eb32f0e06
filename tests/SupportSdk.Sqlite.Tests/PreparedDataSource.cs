using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace SupportSdk.Sqlite.Tests;

/// <summary>Connections on which a statement ran first.</summary>
internal sealed class PreparedDataSource(string connectionString, Func<string?>? statement = null) : DbDataSource
{
    public override string ConnectionString => connectionString;

    protected override DbConnection CreateDbConnection() => new SqliteConnection(connectionString);

    protected override DbConnection OpenDbConnection()
    {
        var connection = base.OpenDbConnection();
        if (statement?.Invoke() is { } sql)
        {
            using var command = connection.CreateCommand();
            command.CommandText = sql;
            command.ExecuteNonQuery();
        }

        return connection;
    }

    protected override ValueTask<DbConnection> OpenDbConnectionAsync(CancellationToken cancellationToken = default) => new(OpenDbConnection());
}

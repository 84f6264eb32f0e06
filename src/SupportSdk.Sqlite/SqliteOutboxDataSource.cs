using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace SupportSdk.Sqlite;

/// <summary>Opens connections to an outbox file, and makes its folder at the first. Nothing touches the disk before.</summary>
internal sealed class SqliteOutboxDataSource(string path) : DbDataSource
{
    private readonly string _connectionString = SqliteOutboxConnection.StringFor(path);
    private readonly string _folder = Path.GetDirectoryName(Path.GetFullPath(path)) ?? Path.GetFullPath(path);

    public override string ConnectionString => _connectionString;

    protected override DbConnection CreateDbConnection() => new SqliteConnection(_connectionString);

    protected override DbConnection OpenDbConnection()
    {
        Directory.CreateDirectory(_folder);
        return base.OpenDbConnection();
    }

    protected override ValueTask<DbConnection> OpenDbConnectionAsync(CancellationToken cancellationToken = default)
    {
        Directory.CreateDirectory(_folder);
        return base.OpenDbConnectionAsync(cancellationToken);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            ReleaseFile();

        base.Dispose(disposing);
    }

    protected override ValueTask DisposeAsyncCore()
    {
        ReleaseFile();
        return base.DisposeAsyncCore();
    }

    // Pooled connections keep the file open, and an app may want to move it after it disposed its client.
    private void ReleaseFile()
    {
        using var connection = new SqliteConnection(_connectionString);
        SqliteConnection.ClearPool(connection);
    }
}

using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using SupportSdk.Outbox.Sql;

namespace SupportSdk.Sqlite.Tests;

/// <summary>An outbox file of one test, and outboxes on it: each is a process as far as the file can tell.</summary>
internal sealed class OutboxFile : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<IDisposable> _opened = [];

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 3, 2, 12, 0, 0, TimeSpan.Zero));

    public string Path => _folder.File("support.db");

    public string InFolder(string name) => _folder.File(name);

    public SqlOutbox Open(DbDataSource? dataSource = null)
    {
        if (dataSource is null)
            _opened.Add(dataSource = new SqliteOutboxDataSource(Path));

        var outbox = new SqlOutbox(dataSource, SqlStatements.Sqlite, Time, NullLogger.Instance);
        _opened.Add(outbox);
        return outbox;
    }

    public SqliteConnection Connect(string more = "Pooling=False")
    {
        var connection = new SqliteConnection($"Data Source={Path};{more}");
        connection.Open();
        return connection;
    }

    public object? Query(string sql)
    {
        using var connection = Connect();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    public void Dispose()
    {
        foreach (var opened in Enumerable.Reverse(_opened))
            opened.Dispose();

        SqliteConnection.ClearAllPools();
        _folder.Dispose();
    }
}

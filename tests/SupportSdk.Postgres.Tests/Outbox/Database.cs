using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using SupportSdk.Outbox;
using SupportSdk.Outbox.Sql;
using SupportSdk.Postgres.Tests.Server;

namespace SupportSdk.Postgres.Tests.Outbox;

/// <summary>A database of one test, and outboxes on it: each is a process as far as the server can tell.</summary>
internal sealed class Database(string connectionString) : IAsyncDisposable
{
    private readonly ConcurrentStack<IDisposable> _opened = new();

    public string ConnectionString => connectionString;

    public static async Task<Database> CreateAsync(Cluster cluster) => new(await cluster.CreateDatabaseAsync());

    public SqlOutbox Open(string more = "", ILogger? logger = null)
    {
        var source = NpgsqlDataSource.Create($"{connectionString};{more}");
        var outbox = new SqlOutbox(source, SqlStatements.PostgreSql, TimeProvider.System, logger ?? NullLogger.Instance);
        _opened.Push(source);
        _opened.Push(outbox);
        return outbox;
    }

    public Task<object?> QueryAsync(string sql) => Cluster.ExecuteAsync(connectionString, sql);

    /// <summary>Ends every session that holds an outbox's lease, as an administrator or a broken network would.</summary>
    public Task CutLeasesAsync() => QueryAsync("SELECT COUNT(pg_terminate_backend(pid, 5000)) FROM pg_locks WHERE locktype = 'advisory' AND pid <> pg_backend_pid() AND database = (SELECT oid FROM pg_database WHERE datname = current_database())");

    public static async Task<TicketId> FreezeAsync(IOutbox outbox)
    {
        var id = TicketId.Create();
        await outbox.FreezeAsync(
            new FrozenEntry(id, DateTimeOffset.UnixEpoch, "x"u8.ToArray(), [new DeliveryStart(SupportChannel.Email, DeliveryState.Pending, DateTimeOffset.UnixEpoch, null)]), CancellationToken.None);
        return id;
    }

    public ValueTask DisposeAsync()
    {
        foreach (var opened in _opened)
            opened.Dispose();

        return ValueTask.CompletedTask;
    }
}

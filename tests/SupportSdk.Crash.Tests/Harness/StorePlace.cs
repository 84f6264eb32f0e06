using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;
using SupportSdk.Outbox.Sql;

namespace SupportSdk.Crash.Tests.Harness;

/// <summary>An outbox that outlives the processes on it: a SQLite file, or a PostgreSQL database.</summary>
internal sealed record StorePlace(string Kind, string Place)
{
    private bool IsSqlite => Kind == "sqlite";

    private string Prefix => (IsSqlite ? SqlGrammar.Sqlite : SqlGrammar.PostgreSql).Prefix;

    public void Use(SupportBuilder builder)
    {
        if (IsSqlite)
            builder.UseSqliteOutbox(Place);
        else
            builder.UseSqlOutbox(NpgsqlDataSource.Create(Place), SqlDialect.PostgreSql);
    }

    /// <summary>What a dead process was sending, and whether it had been sent possibly before. Empty where the tables are not made yet.</summary>
    public async Task<IReadOnlyList<bool>> SendingAsync() =>
        [.. (await ColumnAsync($"SELECT possibly_sent FROM {Prefix}deliveries WHERE state = 'sending'")).Select(value => value is 1L)];

    public async Task<IReadOnlyList<TicketId>> TicketsAsync() => [.. (await ColumnAsync($"SELECT id FROM {Prefix}tickets")).Select(value => TicketId.Parse((string)value))];

    /// <summary>Waits until the server has noticed that its client is dead, which takes it milliseconds.</summary>
    public async Task UntilNobodyLivesAsync(CancellationToken cancellationToken)
    {
        while (!IsSqlite && (await ColumnAsync("SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND database = (SELECT oid FROM pg_database WHERE datname = current_database())")).Count > 0)
            await Task.Delay(5, cancellationToken);
    }

    private async Task<List<object>> ColumnAsync(string sql)
    {
        await using DbConnection connection = IsSqlite ? new SqliteConnection($"Data Source={Place};Pooling=False") : new NpgsqlConnection(Place + ";Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        var values = new List<object>();
        try
        {
            await using var rows = await command.ExecuteReaderAsync();
            while (await rows.ReadAsync())
                values.Add(rows.GetValue(0));
        }
        catch (DbException exception) when (exception.SqlState == "42P01" || exception.Message.Contains("no such table", StringComparison.Ordinal))
        {
            // Nobody has stored anything yet.
        }

        return values;
    }
}

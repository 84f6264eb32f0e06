using SupportSdk.Outbox;
using SupportSdk.Outbox.Sql;
using SupportSdk.Postgres.Tests.Server;
using SupportSdk.Tests.Outbox;

namespace SupportSdk.Postgres.Tests.Outbox;

public sealed class PostgresOutboxTests(SharedCluster cluster) : OutboxContract, IAsyncLifetime
{
    private Database _database = null!;
    private SqlOutbox _outbox = null!;

    private protected override (IOutbox Outbox, IDeliveryQueue Queue) Store => (_outbox, _outbox);

    public async ValueTask InitializeAsync()
    {
        _database = await Database.CreateAsync(await cluster.Cluster);
        _outbox = _database.Open();
    }

    [Fact]
    public async Task AcceptAsync_Reopened_SurvivesByteForByte()
    {
        var ticket = Accepted("kept");
        await _outbox.AcceptAsync(ticket, None);
        _outbox.Dispose();

        var reopened = _database.Open();

        Assert.True(reopened.IsDurable);
        Assert.Equal("kept", Text((await reopened.FindAsync(ticket.Id, None))?.Accepted));
        Assert.Equal([ticket.Id], (await reopened.RecoverAsync(None)).Select(adopted => adopted.Id));
    }

    [Fact]
    public async Task AcceptAsync_OverTheUnixSocket_IsStored()
    {
        var own = await cluster.Cluster;
        await using var database = new Database(own.ConnectionString(new Npgsql.NpgsqlConnectionStringBuilder(_database.ConnectionString).Database!, socket: true));
        var ticket = Accepted("by socket");

        await database.Open().AcceptAsync(ticket, None);

        Assert.NotNull(await _outbox.FindAsync(ticket.Id, None));
    }

    [Fact]
    public async Task AcceptAsync_EmptyDatabase_MakesItsOwnSchemaAndNothingElse()
    {
        await _outbox.AcceptAsync(Accepted("x"), None);

        Assert.Equal("support_sdk.deliveries support_sdk.schema support_sdk.tickets", await _database.QueryAsync(
            "SELECT string_agg(schemaname || '.' || tablename, ' ' ORDER BY tablename) FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')"));
        Assert.Equal((long)SqlStatements.Version, await _database.QueryAsync("SELECT version FROM support_sdk.schema"));
    }

    [Fact]
    public async Task AcceptAsync_TenAtOnceOnAnEmptyDatabase_MakeTheTablesOnce()
    {
        await Task.WhenAll(Enumerable.Range(0, 10).Select(i => _database.Open().AcceptAsync(Accepted($"{i}"), None)));

        Assert.Equal(10, await _outbox.CountOpenAsync(None));
    }

    [Fact]
    public async Task AcceptAsync_NewerSchema_RefusedByName()
    {
        await _outbox.AcceptAsync(Accepted("x"), None);
        await _database.QueryAsync("UPDATE support_sdk.schema SET version = 77");

        var refused = await Assert.ThrowsAsync<OutboxUnavailableException>(() => _database.Open().AcceptAsync(Accepted("y"), None));

        Assert.Contains("schema 77", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ClaimAsync_DamagedPayload_ParkedAndTheNextGoesOut()
    {
        var damaged = await FreezeAsync("damaged", Noon, Email(Noon));
        var whole = await FreezeAsync("whole", Noon.AddHours(1), Email(Noon));
        await _database.QueryAsync($"UPDATE support_sdk.tickets SET frozen = 'x' WHERE id = '{damaged}'");

        Assert.Equal(whole, (await ClaimAsync(Noon))!.Id);
        Assert.Equal(DeliveryState.Parked, (await DeliveryAsync(damaged)).State);
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();
}

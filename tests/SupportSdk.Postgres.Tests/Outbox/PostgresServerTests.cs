using Microsoft.Extensions.Logging;
using SupportSdk.Outbox;
using SupportSdk.Postgres.Tests.Server;

namespace SupportSdk.Postgres.Tests.Outbox;

/// <summary>What a server can do to an outbox: each is told in words, or borne.</summary>
public sealed class PostgresServerTests(SharedCluster shared)
{
    private static CancellationToken None => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AllOperations_ServerRestartedMidClaim_GoOnAndNothingAcknowledgedIsLost()
    {
        await using var cluster = await Cluster.StartAsync();
        await using var database = await Database.CreateAsync(cluster);
        var outbox = database.Open();
        var (accepted, later) = (Ticket(), Ticket());
        await outbox.AcceptAsync(accepted, None);
        var claimed = await Database.FreezeAsync(outbox);
        Assert.NotNull(await outbox.ClaimAsync(SupportChannel.Email, DateTimeOffset.MaxValue, None));

        await cluster.RestartAsync();
        await outbox.AcceptAsync(later, None);

        Assert.Equal("x", System.Text.Encoding.UTF8.GetString((await outbox.FindAsync(accepted.Id, None))!.Accepted!.Value.Span));
        Assert.Equal(accepted.Id, Assert.Single(await outbox.RecoverAsync(None)).Id);
        Assert.Equal((claimed, true), (await outbox.ClaimAsync(SupportChannel.Email, DateTimeOffset.MaxValue, None)) is { } claim ? (claim.Id, claim.PossiblySent) : default);
        Assert.Equal(3, await outbox.CountOpenAsync(None));
    }

    [Fact]
    public async Task AcceptAsync_ServerGone_RefusedInWordsAndGoesOnWhenItIsBack()
    {
        await using var cluster = await Cluster.StartAsync();
        await using var database = await Database.CreateAsync(cluster);
        var outbox = database.Open();
        await outbox.AcceptAsync(Ticket(), None);
        await cluster.StopAsync();

        await RefusedAsync(() => outbox.AcceptAsync(Ticket(), None), "not reached");
        Assert.Contains("not reached", Assert.Throws<OutboxUnavailableException>(() => outbox.Accept(Ticket())).Message, StringComparison.Ordinal);
        await RefusedAsync(() => outbox.CountOpenAsync(None), "not reached");

        await cluster.RestartAsync();
        await outbox.AcceptAsync(Ticket(), None);
        Assert.Equal(2, await outbox.CountOpenAsync(None));
    }

    [Fact]
    public async Task IsDurable_ServerWithoutFsync_FalseAndTheLogSaysWhy()
    {
        await using var cluster = await Cluster.StartAsync("-c fsync=off");
        await using var database = await Database.CreateAsync(cluster);
        var log = new Lines();
        var outbox = database.Open(logger: log);

        await outbox.AcceptAsync(Ticket(), None);

        Assert.False(outbox.IsDurable);
        Assert.Contains("fsync=off", Assert.Single(log.Said), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("transaction")]
    [InlineData("statement")]
    public async Task AcceptAsync_BehindAPoolerThatTakesSessionsAway_Refused(string mode)
    {
        var cluster = await shared.Cluster;
        await using var bouncer = await PgBouncer.StartAsync(cluster, mode);
        await using var direct = await Database.CreateAsync(cluster);
        await using var pooled = new Database(cluster.ConnectionString(Name(direct), bouncer.Port));

        await RefusedAsync(() => pooled.Open("Pooling=false").AcceptAsync(Ticket(), None), "pool");
        await RefusedAsync(() => pooled.Open("Pooling=true;No Reset On Close=true").AcceptAsync(Ticket(), None), "pool");
    }

    [Fact]
    public async Task AcceptAsync_BehindAPoolerInSessionMode_IsStored()
    {
        var cluster = await shared.Cluster;
        await using var bouncer = await PgBouncer.StartAsync(cluster, "session");
        await using var direct = await Database.CreateAsync(cluster);
        await using var pooled = new Database(cluster.ConnectionString(Name(direct), bouncer.Port));
        var outbox = pooled.Open();

        await outbox.AcceptAsync(Ticket(), None);
        await outbox.RecoverAsync(None);

        Assert.Equal(1, await direct.Open().CountOpenAsync(None));
    }

    [Fact]
    public async Task AcceptAsync_MultiplexedConnections_Refused()
    {
        await using var database = await Database.CreateAsync(await shared.Cluster);

        await RefusedAsync(() => database.Open("Multiplexing=true").AcceptAsync(Ticket(), None), "Multiplexing");
    }

    [Fact]
    public async Task AcceptAsync_LoginThatMayNotMakeTables_RefusedUntilTheyAreThere()
    {
        await using var owner = await Database.CreateAsync(await shared.Cluster);
        await owner.QueryAsync("CREATE ROLE weak LOGIN");
        await using var weak = new Database(owner.ConnectionString.Replace("Username=support", "Username=weak", StringComparison.Ordinal));
        await RefusedAsync(() => weak.Open().AcceptAsync(Ticket(), None), "GRANT", "CREATE SCHEMA");

        await owner.Open().AcceptAsync(Ticket(), None);
        await owner.QueryAsync("GRANT USAGE ON SCHEMA support_sdk TO weak; GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA support_sdk TO weak");

        await weak.Open().AcceptAsync(Ticket(), None);
    }

    [Theory]
    [InlineData("Database=nowhere", "does not exist")]
    [InlineData("Username=nobody", "login")]
    [InlineData("Options=-c default_transaction_read_only=on", "read-only")]
    [InlineData("Port=1", "not reached")]
    public async Task AcceptAsync_ConnectionThatCannotStore_RefusedInWords(string change, string reason)
    {
        await using var database = await Database.CreateAsync(await shared.Cluster);

        await RefusedAsync(() => database.Open(change).AcceptAsync(Ticket(), None), reason);
    }

    [Fact]
    public async Task AcceptAsync_TablesLockedByAnother_RefusedInTimeAndStoredAfterwards()
    {
        await using var database = await Database.CreateAsync(await shared.Cluster);
        var outbox = database.Open();
        await outbox.AcceptAsync(Ticket(), None);
        await using (var source = Npgsql.NpgsqlDataSource.Create(database.ConnectionString))
        await using (var connection = await source.OpenConnectionAsync(None))
        await using (var transaction = await connection.BeginTransactionAsync(None))
        {
            await using var command = connection.CreateCommand();
            command.CommandText = "LOCK TABLE support_sdk.tickets IN ACCESS EXCLUSIVE MODE";
            await command.ExecuteNonQueryAsync(None);
            await RefusedAsync(() => outbox.AcceptAsync(Ticket(), None), "in time");
        }

        await outbox.AcceptAsync(Ticket(), None);
        Assert.Equal(2, await outbox.CountOpenAsync(None));
    }

    private static string Name(Database database) => new Npgsql.NpgsqlConnectionStringBuilder(database.ConnectionString).Database!;

    private static AcceptedTicket Ticket() => new(TicketId.Create(), DateTimeOffset.UnixEpoch, "x"u8.ToArray());

    private static async Task RefusedAsync(Func<Task> act, params string[] words)
    {
        var refused = await Assert.ThrowsAsync<OutboxUnavailableException>(act);
        Assert.Contains(words, word => refused.Message.Contains(word, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Keeps what is logged.</summary>
    private sealed class Lines : ILogger
    {
        public List<string> Said { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => Said.Add(formatter(state, exception));
    }
}

using System.Transactions;
using SupportSdk.Outbox;
using SupportSdk.Outbox.Sql;
using SupportSdk.Outbox.Sql.Leases;
using SupportSdk.Postgres.Tests.Server;
using SupportSdk.Tests.Outbox;

namespace SupportSdk.Postgres.Tests.Outbox;

/// <summary>A claim lives as long as the connection of its process, and no longer; what was acknowledged survives whatever happens to both.</summary>
public sealed class PostgresLeaseTests(SharedCluster cluster) : IAsyncLifetime
{
    private Database _database = null!;

    private static CancellationToken None => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _database = await Database.CreateAsync(await cluster.Cluster);

    [Fact]
    public async Task RecoverAsync_ClaimOfALivingOwner_IsLeftToIt()
    {
        var (first, second) = (_database.Open(), _database.Open());
        var id = await Database.FreezeAsync(first);
        Assert.NotNull(await ClaimAsync(first));

        await second.RecoverAsync(None);

        Assert.Null(await ClaimAsync(second));
        Assert.Equal(DeliveryState.Sending, await StateAsync(second, id));
    }

    [Fact]
    public async Task RecoverAsync_ConnectionCutMidClaim_ComesBackPossiblySentAndOnlyTheAcknowledgementCounts()
    {
        var (first, second) = (_database.Open(), _database.Open());
        var id = await Database.FreezeAsync(first);
        Assert.NotNull(await ClaimAsync(first));

        await _database.CutLeasesAsync();
        await second.RecoverAsync(None);

        var claim = await ClaimAsync(second);
        Assert.Equal((id, 1, true), (claim!.Id, claim.Attempts, claim.PossiblySent));

        // The first goes on with a new connection and a new name: what it knows of the old claim counts no more, but for an acknowledgement.
        await first.SettleAsync(new Settlement(id, SupportChannel.Email, DeliveryEvent.AttentionNeeded, 1, DateTimeOffset.UnixEpoch), None);
        Assert.Equal(DeliveryState.Sending, await StateAsync(second, id));
        await first.SettleAsync(new Settlement(id, SupportChannel.Email, DeliveryEvent.Acknowledged, 1, DateTimeOffset.UnixEpoch), None);
        Assert.Equal(DeliveryState.Delivered, await StateAsync(second, id));
    }

    [Fact]
    public async Task AcceptAsync_ConnectionCutBefore_IsStoredByANewOwnerWithoutAnError()
    {
        var outbox = _database.Open();
        await outbox.AcceptAsync(Ticket(), None);
        var before = await _database.QueryAsync("SELECT owner FROM support_sdk.tickets");

        await _database.CutLeasesAsync();
        var ticket = Ticket();
        await outbox.AcceptAsync(ticket, None);

        Assert.NotEqual(before, await _database.QueryAsync($"SELECT owner FROM support_sdk.tickets WHERE id = '{ticket.Id}'"));
        Assert.Single(await outbox.RecoverAsync(None));
        Assert.Empty(await _database.Open().RecoverAsync(None));
    }

    [Fact]
    public async Task RecoverAsync_KilledProcess_LeavesItsTicketsToOneOfTheOthers()
    {
        var outbox = _database.Open();
        await outbox.RecoverAsync(None);
        using var child = OutboxChild.Start(_database.ConnectionString, ["accept"]);
        var id = await child.NextLineAsync(None);
        Assert.Empty(await outbox.RecoverAsync(None));

        await child.KillAsync(None);
        await GoneAsync(sessions: 1);

        Assert.Equal(id, Assert.Single(await outbox.RecoverAsync(None)).Id.ToString());
        Assert.Empty(await outbox.RecoverAsync(None));
    }

    [Fact]
    public async Task ClaimAsync_TenProcesses_EachTicketGoesOutOnce()
    {
        var outbox = _database.Open();
        var ids = new List<string>();
        for (var i = 0; i < 500; i++)
            ids.Add((await Database.FreezeAsync(outbox)).ToString());

        var children = Enumerable.Range(0, 10).Select(_ => OutboxChild.Start(_database.ConnectionString, ["deliver-all"])).ToList();
        var sent = await OutboxChild.LinesAsync(children, None);

        Assert.Equal(ids.Order(), sent.Order());
        Assert.Equal(500L, await _database.QueryAsync("SELECT COUNT(*) FROM support_sdk.deliveries WHERE state = 'delivered'"));
    }

    [Fact]
    public async Task Dispose_PooledConnection_GivesTheLeaseBack()
    {
        var first = _database.Open("Pooling=true");
        await Database.FreezeAsync(first);
        Assert.NotNull(await ClaimAsync(first));

        first.Dispose();
        first.Dispose();
        var second = _database.Open();
        await second.RecoverAsync(None);

        Assert.NotNull(await ClaimAsync(second));
        await Assert.ThrowsAsync<OutboxUnavailableException>(() => first.AcceptAsync(Ticket(), None));
    }

    [Fact]
    public async Task AcceptAsync_InATransactionOfTheAppThatRollsBack_StaysStored()
    {
        var outbox = _database.Open();
        var (first, second) = (Ticket(), Ticket());
        using (new TransactionScope(TransactionScopeAsyncFlowOption.Enabled))
        {
            await outbox.AcceptAsync(first, None);
            outbox.Accept(second);
            Assert.NotNull(await outbox.FindAsync(first.Id, None));
        }

        Assert.Equal(2, await outbox.CountOpenAsync(None));
    }

    [Fact]
    public async Task Take_SynchronousCommitOff_IsSwitchedOnForTheOutboxAlone()
    {
        await using var source = Npgsql.NpgsqlDataSource.Create($"{_database.ConnectionString};Options=-c synchronous_commit=off");
        using var lease = SessionLease.Take(source.OpenConnection(), source.OpenConnection, 5);
        await using var own = lease.Connection.CreateCommand();
        own.CommandText = "SHOW synchronous_commit";
        await using var apps = source.CreateCommand("SHOW synchronous_commit");

        Assert.Equal(("on", "off"), (await own.ExecuteScalarAsync(None), await apps.ExecuteScalarAsync(None)));
        Assert.Null(lease.NotDurable);
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    // The server takes a dead client's session away by itself, within milliseconds; which is all that is waited for.
    private async Task GoneAsync(int sessions)
    {
        while ((long)(await _database.QueryAsync("SELECT COUNT(*) FROM pg_locks WHERE locktype = 'advisory' AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"))! > sessions)
            None.ThrowIfCancellationRequested();
    }

    private static AcceptedTicket Ticket() => new(TicketId.Create(), DateTimeOffset.UnixEpoch, "x"u8.ToArray());

    private static Task<ClaimedDelivery?> ClaimAsync(SqlOutbox outbox) => outbox.ClaimAsync(SupportChannel.Email, DateTimeOffset.MaxValue, None);

    private static async Task<DeliveryState> StateAsync(SqlOutbox outbox, TicketId id) => Assert.Single((await outbox.FindAsync(id, None))!.Deliveries).State;
}

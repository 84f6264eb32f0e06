using System.Collections.Concurrent;
using SupportSdk.Outbox;

namespace SupportSdk.Tests.Outbox;

/// <summary>What every outbox does. Each kind runs the same suite.</summary>
public abstract class OutboxContract : OutboxStateContract
{
    [Fact]
    public async Task FindAsync_UnknownTicket_Null() => Assert.Null(await Store.Outbox.FindAsync(TicketId.Create(), None));

    [Fact]
    public async Task AcceptAsync_Ticket_IsFoundWithItsBytesAndNoDelivery()
    {
        var ticket = Accepted("accepted bytes");

        await Store.Outbox.AcceptAsync(ticket, None);

        var record = await FoundAsync(ticket.Id);
        Assert.Equal("accepted bytes", Text(record.Accepted));
        Assert.Equal(ticket.SubmittedAt, record.SubmittedAt);
        Assert.Null(record.Frozen);
        Assert.Null(record.Damage);
        Assert.Empty(record.Deliveries);
        Assert.Equal(1, await Store.Queue.CountOpenAsync(None));
    }

    [Fact]
    public async Task Accept_OnTheCallingThread_IsFound()
    {
        var ticket = Accepted("a crash");

        Store.Outbox.Accept(ticket);

        Assert.Equal("a crash", Text((await FoundAsync(ticket.Id)).Accepted));
        Assert.Throws<TicketStoredException>(() => Store.Outbox.Accept(ticket with { Payload = Bytes("another") }));
    }

    [Fact]
    public async Task AcceptAsync_SameIdTwice_RefusedAndTheFirstBytesStay()
    {
        var ticket = Accepted("first");
        await Store.Outbox.AcceptAsync(ticket, None);

        await Assert.ThrowsAsync<TicketStoredException>(() => Store.Outbox.AcceptAsync(ticket with { Payload = Bytes("second") }, None));

        Assert.Equal("first", Text((await FoundAsync(ticket.Id)).Accepted));
        Assert.Equal(1, await Store.Queue.CountOpenAsync(None));
    }

    [Fact]
    public async Task EachStep_SameBytesTwice_IsStoredOnce()
    {
        var (ticket, entry) = (Accepted("same"), Frozen(TicketId.Create(), "same", Email(Noon)));

        for (var time = 0; time < 2; time++)
        {
            await Store.Outbox.AcceptAsync(ticket, None);
            await Store.Outbox.FreezeAsync(entry, None);
        }

        Assert.Equal(2, await Store.Queue.CountOpenAsync(None));
        Assert.Single((await FoundAsync(entry.Id)).Deliveries);
    }

    [Fact]
    public async Task AcceptAsync_BufferUsedAgain_KeepsWhatItWasGiven()
    {
        var buffer = "given"u8.ToArray();
        var ticket = new AcceptedTicket(TicketId.Create(), Noon, buffer);
        await Store.Outbox.AcceptAsync(ticket, None);

        buffer.AsSpan().Clear();

        Assert.Equal("given", Text((await FoundAsync(ticket.Id)).Accepted));
    }

    [Fact]
    public async Task AcceptAsync_CancelledBefore_StoresNothing()
    {
        var ticket = Accepted("never");

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.Outbox.AcceptAsync(ticket, new CancellationToken(canceled: true)));

        Assert.Null(await Store.Outbox.FindAsync(ticket.Id, None));
    }

    [Fact]
    public async Task AcceptAsync_CancelledAfterwards_StaysStored()
    {
        using var cancel = new CancellationTokenSource();
        var ticket = Accepted("kept");
        await Store.Outbox.AcceptAsync(ticket, cancel.Token);

        await cancel.CancelAsync();

        Assert.NotNull(await Store.Outbox.FindAsync(ticket.Id, None));
    }

    [Fact]
    public async Task SetAsideAsync_AcceptedTicket_IsKeptToldAndWaitedForNoMore()
    {
        var (broken, whole) = (Accepted("broken"), Accepted("whole"));
        await Store.Outbox.AcceptAsync(broken, None);
        await Store.Outbox.AcceptAsync(whole, None);

        for (var time = 0; time < 2; time++)
            await Store.Outbox.SetAsideAsync(broken.Id, "cannot be read", None);

        Assert.Equal("cannot be read", (await FoundAsync(broken.Id)).Damage);
        Assert.Equal("broken", Text((await FoundAsync(broken.Id)).Accepted));
        Assert.Equal(1, await Store.Queue.CountOpenAsync(None));
    }

    [Fact]
    public async Task FreezeAsync_AcceptedTicket_ReplacesTheBytesAndStartsDeliveries()
    {
        var ticket = Accepted("draft");
        await Store.Outbox.AcceptAsync(ticket, None);

        await Store.Outbox.FreezeAsync(Frozen(ticket.Id, "final", Email(Noon) with { RemoteId = "<id@host>" }, Slack(Noon, DeliveryState.Held)), None);

        var record = await FoundAsync(ticket.Id);
        Assert.Null(record.Accepted);
        Assert.Equal("final", Text(record.Frozen));
        Assert.Equal([SupportChannel.Email, SupportChannel.Slack], record.Deliveries.Select(delivery => delivery.Channel));
        Assert.Equal([DeliveryState.Pending, DeliveryState.Held], record.Deliveries.Select(delivery => delivery.State));
        Assert.Equal("<id@host>", record.Deliveries[0].RemoteId);
        Assert.Equal(0, record.Deliveries[0].Attempts);
        Assert.Equal(1, await Store.Queue.CountOpenAsync(None));
    }

    [Fact]
    public async Task FreezeAsync_NeverAccepted_IsStored()
    {
        var entry = Frozen(TicketId.Create(), "prepared", Email(Noon));

        await Store.Outbox.FreezeAsync(entry, None);

        Assert.Equal("prepared", Text((await FoundAsync(entry.Id)).Frozen));
    }

    [Fact]
    public async Task FreezeAsync_Twice_RefusedAndNothingChanges()
    {
        var entry = Frozen(TicketId.Create(), "once", Email(Noon));
        await Store.Outbox.FreezeAsync(entry, None);

        await Assert.ThrowsAsync<TicketStoredException>(() => Store.Outbox.FreezeAsync(Frozen(entry.Id, "twice", Slack(Noon)), None));

        var record = await FoundAsync(entry.Id);
        Assert.Equal("once", Text(record.Frozen));
        Assert.Equal(SupportChannel.Email, Assert.Single(record.Deliveries).Channel);
    }

    [Fact]
    public async Task FreezeAsync_CancelledBefore_LeavesItAccepted()
    {
        var ticket = Accepted("draft");
        await Store.Outbox.AcceptAsync(ticket, None);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => Store.Outbox.FreezeAsync(Frozen(ticket.Id, "final", Email(Noon)), new CancellationToken(canceled: true)));

        Assert.Equal("draft", Text((await FoundAsync(ticket.Id)).Accepted));
    }

    [Fact]
    public async Task ClaimAsync_NothingDue_Null()
    {
        await FreezeAsync("later", Email(Noon.AddMinutes(1)));
        await FreezeAsync("held", Email(Noon, DeliveryState.Held));

        Assert.Null(await ClaimAsync(Noon));
        Assert.NotNull(await ClaimAsync(Noon.AddMinutes(1)));
    }

    [Fact]
    public async Task ClaimAsync_Pending_GivesTheExactBytesOnce()
    {
        var id = await FreezeAsync("exact", Email(Noon) with { RemoteId = "<id@host>" });

        var claim = await ClaimAsync(Noon);

        Assert.NotNull(claim);
        Assert.Equal((id, SupportChannel.Email, "<id@host>", 0, false), (claim.Id, claim.Channel, claim.RemoteId, claim.Attempts, claim.PossiblySent));
        Assert.Equal("exact", Text(claim.Payload));
        Assert.Null(await ClaimAsync(Noon));
        Assert.Equal(DeliveryState.Sending, (await DeliveryAsync(id)).State);
        Assert.Equal(1, await Store.Queue.CountOpenAsync(None));
    }

    [Fact]
    public async Task ClaimAsync_OtherChannel_IsLeftAlone()
    {
        await FreezeAsync("slack only", Slack(Noon));

        Assert.Null(await ClaimAsync(Noon));
        Assert.NotNull(await Store.Queue.ClaimAsync(SupportChannel.Slack, Noon, None));
    }

    [Fact]
    public async Task ClaimAsync_Several_ByDueThenByAge()
    {
        var late = await FreezeAsync("late", Noon.AddHours(-9), Email(Noon.AddSeconds(1)));
        var expected = new List<TicketId> { late };
        for (var age = 1; age <= 6; age++)
            expected.Insert(0, await FreezeAsync("due together", Noon.AddHours(-age), Email(Noon)));

        var order = new List<TicketId>();
        while (await ClaimAsync(Noon.AddHours(1)) is { } claim)
            order.Add(claim.Id);

        Assert.Equal(expected, order);
    }

    [Fact]
    public async Task ClaimAsync_EightInParallelOver500_EachGivenOnce()
    {
        for (var i = 0; i < 500; i++)
            await FreezeAsync("one", Email(Noon));

        var claimed = new ConcurrentBag<TicketId>();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            while (await ClaimAsync(Noon) is { } claim)
                claimed.Add(claim.Id);
        })));

        Assert.Equal(500, claimed.Count);
        Assert.Equal(500, claimed.Distinct().Count());
    }

    [Fact]
    public async Task SettleAsync_Delivered_IsKeptForFind()
    {
        var id = await FreezeAsync("sent", Email(Noon));
        await ClaimAsync(Noon);

        await SettleAsync(id, DeliveryState.Delivered, settlement => settlement with { Attempts = 1, RemoteId = "<new@host>" });

        var delivery = await DeliveryAsync(id);
        Assert.Equal((DeliveryState.Delivered, 1, "<new@host>", null), (delivery.State, delivery.Attempts, delivery.RemoteId, delivery.LastError));
        Assert.Equal(Noon.AddSeconds(5), delivery.At);
        Assert.Equal("sent", Text((await FoundAsync(id)).Frozen));
        Assert.Equal(0, await Store.Queue.CountOpenAsync(None));
    }

    [Fact]
    public async Task SettleAsync_Pending_WaitsUntilDueAndRemembersWhy()
    {
        var id = await FreezeAsync("again", Email(Noon) with { RemoteId = "<id@host>" });
        await ClaimAsync(Noon);

        await SettleAsync(id, DeliveryState.Pending, settlement => settlement with { Attempts = 1, Error = "refused", DueAt = Noon.AddMinutes(2) });

        Assert.Equal(Noon.AddMinutes(2), await Store.Queue.NextDueAsync(SupportChannel.Email, None));
        Assert.Null(await ClaimAsync(Noon.AddMinutes(1)));
        Assert.Equal(("refused", "<id@host>"), ((await DeliveryAsync(id)).LastError, (await DeliveryAsync(id)).RemoteId));
        Assert.Equal(1, (await ClaimAsync(Noon.AddMinutes(2)))!.Attempts);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task SettleAsync_TerminalState_IsNotClaimedAgain(int which)
    {
        var state = new[] { DeliveryState.Delivered, DeliveryState.Uncertain, DeliveryState.Parked }[which];
        var id = await FreezeAsync("ended", Email(Noon));
        await ClaimAsync(Noon);

        await SettleAsync(id, state);

        Assert.Equal(state, (await DeliveryAsync(id)).State);
        Assert.Null(await ClaimAsync(Noon.AddYears(1)));
        Assert.Null(await Store.Queue.NextDueAsync(SupportChannel.Email, None));
        Assert.Equal(0, await Store.Queue.CountOpenAsync(None));
    }

    [Fact]
    public async Task SettleAsync_UnknownTicket_IsIgnored()
    {
        await SettleAsync(TicketId.Create(), DeliveryState.Delivered);

        Assert.Equal(0, await Store.Queue.CountOpenAsync(None));
    }

    [Fact]
    public async Task NextDueAsync_Several_TheEarliestOfTheChannel()
    {
        Assert.Null(await Store.Queue.NextDueAsync(SupportChannel.Email, None));
        await FreezeAsync("b", Email(Noon.AddHours(2)));
        await FreezeAsync("a", Email(Noon.AddHours(1)), Slack(Noon));

        Assert.Equal(Noon.AddHours(1), await Store.Queue.NextDueAsync(SupportChannel.Email, None));
    }

    [Fact]
    public async Task RecoverAsync_OwnTickets_AreNeverReturned()
    {
        await Store.Outbox.AcceptAsync(Accepted("mine"), None);
        var id = await FreezeAsync("also mine", Email(Noon));
        await ClaimAsync(Noon);

        Assert.Empty(await Store.Queue.RecoverAsync(None));
        Assert.Equal(DeliveryState.Sending, (await DeliveryAsync(id)).State);
    }
}

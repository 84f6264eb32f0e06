using System.Collections.Concurrent;
using System.Text;
using SupportSdk.Outbox;

namespace SupportSdk.Tests.Outbox;

/// <summary>What every outbox does. Each kind runs the same suite.</summary>
public abstract class OutboxContract
{
    protected static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    protected static CancellationToken None => TestContext.Current.CancellationToken;

    public static TheoryData<string, string> StatesAndEvents()
    {
        var data = new TheoryData<string, string>();
        foreach (var state in Enum.GetValues<DeliveryState>().Where(state => state is not DeliveryState.Accepted))
        {
            foreach (var happened in new[] { DeliveryEvent.Claimed, DeliveryEvent.Acknowledged, DeliveryEvent.Deferred, DeliveryEvent.AnswerLost, DeliveryEvent.AttentionNeeded, DeliveryEvent.Retried, DeliveryEvent.Cancelled })
                data.Add($"{state}", $"{happened}");
        }

        return data;
    }

    private protected abstract (IOutbox Outbox, IDeliveryQueue Queue) Store { get; }

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
        Assert.Throws<InvalidOperationException>(() => Store.Outbox.Accept(ticket));
    }

    [Fact]
    public async Task AcceptAsync_SameIdTwice_RefusedAndTheFirstBytesStay()
    {
        var ticket = Accepted("first");
        await Store.Outbox.AcceptAsync(ticket, None);

        await Assert.ThrowsAsync<InvalidOperationException>(() => Store.Outbox.AcceptAsync(ticket with { Payload = Bytes("second") }, None));

        Assert.Equal("first", Text((await FoundAsync(ticket.Id)).Accepted));
        Assert.Equal(1, await Store.Queue.CountOpenAsync(None));
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

        await Assert.ThrowsAsync<InvalidOperationException>(() => Store.Outbox.FreezeAsync(Frozen(entry.Id, "twice", Slack(Noon)), None));

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
    public async Task SettleAsync_LateFailure_ChangesNothing()
    {
        var id = await FreezeAsync("parked", Email(Noon));
        await ClaimAsync(Noon);
        await SettleAsync(id, DeliveryState.Parked, settlement => settlement with { Error = "why" });

        await SettleAsync(id, DeliveryState.Pending, settlement => settlement with { DueAt = Noon });

        Assert.Equal((DeliveryState.Parked, "why"), ((await DeliveryAsync(id)).State, (await DeliveryAsync(id)).LastError));
    }

    [Fact]
    public async Task SettleAsync_LateAcknowledgement_IsKeptForEver()
    {
        var id = await FreezeAsync("uncertain", Email(Noon));
        await ClaimAsync(Noon);
        await SettleAsync(id, DeliveryState.Uncertain);

        await SettleAsync(id, DeliveryState.Delivered);
        await SettleAsync(id, DeliveryState.Parked);

        Assert.Equal(DeliveryState.Delivered, (await DeliveryAsync(id)).State);
    }

    [Theory]
    [MemberData(nameof(StatesAndEvents))]
    public async Task EveryStateAndEvent_LeadsWhereTheTableSays(string from, string happened)
    {
        var (state, next) = (Enum.Parse<DeliveryState>(from), Enum.Parse<DeliveryEvent>(happened));
        var id = await InStateAsync(state);

        await HappenAsync(id, next);

        Assert.Equal(DeliveryTransitions.Next(state, next) ?? state, (await DeliveryAsync(id)).State);
        Assert.Equal("the bytes", Text((await FoundAsync(id)).Frozen));
    }

    [Fact]
    public async Task DecideAsync_UncertainTicket_GoesOutAgainFlaggedWithTheSameIdAndCount()
    {
        var id = await FreezeAsync("sent twice", Email(Noon) with { RemoteId = "<id@host>" });
        await ClaimAsync(Noon);
        await SettleAsync(id, DeliveryState.Uncertain, settlement => settlement with { Error = "cut after DATA" });
        Assert.True((await DeliveryAsync(id)).PossiblySent);

        Assert.Equal(1, await Store.Queue.DecideAsync(id, DeliveryEvent.Retried, Noon.AddHours(1), None));

        Assert.Null(await ClaimAsync(Noon.AddMinutes(59)));
        var claim = await ClaimAsync(Noon.AddHours(1));
        Assert.Equal((id, "<id@host>", 1, true), (claim!.Id, claim.RemoteId, claim.Attempts, claim.PossiblySent));
        await SettleAsync(id, DeliveryState.Delivered);
        Assert.True((await DeliveryAsync(id)).PossiblySent);
    }

    [Fact]
    public async Task DecideAsync_SeveralChannels_MovesThoseThatTheTableLets()
    {
        var id = await FreezeAsync("both", Email(Noon), Slack(Noon));
        await ClaimAsync(Noon);
        await SettleAsync(id, DeliveryState.Delivered);

        Assert.Equal(1, await Store.Queue.DecideAsync(id, DeliveryEvent.Cancelled, Noon, None));

        Assert.Equal([DeliveryState.Delivered, DeliveryState.Cancelled], (await FoundAsync(id)).Deliveries.Select(delivery => delivery.State));
        Assert.Equal(0, await Store.Queue.DecideAsync(TicketId.Create(), DeliveryEvent.Retried, Noon, None));
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

    private static DeliveryEvent Ending(DeliveryState state) => state switch
    {
        DeliveryState.Delivered => DeliveryEvent.Acknowledged,
        DeliveryState.Uncertain => DeliveryEvent.AnswerLost,
        DeliveryState.Parked => DeliveryEvent.AttentionNeeded,
        DeliveryState.Pending => DeliveryEvent.Deferred,
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, null),
    };

    private async Task<TicketId> InStateAsync(DeliveryState state)
    {
        var id = await FreezeAsync("the bytes", Email(Noon, state is DeliveryState.Held or DeliveryState.Duplicate ? state : DeliveryState.Pending));
        if (state is DeliveryState.Cancelled)
            await Store.Queue.DecideAsync(id, DeliveryEvent.Cancelled, Noon, None);

        if (state is DeliveryState.Sending or DeliveryState.Delivered or DeliveryState.Uncertain or DeliveryState.Parked)
            Assert.NotNull(await ClaimAsync(Noon));

        if (state is DeliveryState.Delivered or DeliveryState.Uncertain or DeliveryState.Parked)
            await SettleAsync(id, state);

        Assert.Equal(state, (await DeliveryAsync(id)).State);
        return id;
    }

    private Task HappenAsync(TicketId id, DeliveryEvent happened) => happened switch
    {
        DeliveryEvent.Claimed => ClaimAsync(Noon),
        DeliveryEvent.Retried or DeliveryEvent.Cancelled => Store.Queue.DecideAsync(id, happened, Noon, None),
        _ => Store.Queue.SettleAsync(new Settlement(id, SupportChannel.Email, happened, 1, Noon), None),
    };

    private protected static AcceptedTicket Accepted(string text) => new(TicketId.Create(), Noon.AddTicks(1), Bytes(text));

    private protected static FrozenEntry Frozen(TicketId id, string text, params DeliveryStart[] deliveries) => new(id, Noon, Bytes(text), deliveries);

    private protected static DeliveryStart Email(DateTimeOffset due, DeliveryState state = DeliveryState.Pending) => new(SupportChannel.Email, state, due, null);

    private protected static DeliveryStart Slack(DateTimeOffset due, DeliveryState state = DeliveryState.Pending) => new(SupportChannel.Slack, state, due, null);

    private protected Task<TicketId> FreezeAsync(string text, params DeliveryStart[] deliveries) => FreezeAsync(text, Noon, deliveries);

    private protected async Task<TicketId> FreezeAsync(string text, DateTimeOffset submittedAt, params DeliveryStart[] deliveries)
    {
        var entry = Frozen(TicketId.Create(), text, deliveries) with { SubmittedAt = submittedAt };
        await Store.Outbox.FreezeAsync(entry, None);
        return entry.Id;
    }

    private protected Task<ClaimedDelivery?> ClaimAsync(DateTimeOffset now) => Store.Queue.ClaimAsync(SupportChannel.Email, now, None);

    private protected Task SettleAsync(TicketId id, DeliveryState state, Func<Settlement, Settlement>? with = null)
    {
        var settlement = new Settlement(id, SupportChannel.Email, Ending(state), 1, Noon.AddSeconds(5));
        return Store.Queue.SettleAsync(with is null ? settlement : with(settlement), None);
    }

    private protected async Task<OutboxRecord> FoundAsync(TicketId id)
    {
        var record = await Store.Outbox.FindAsync(id, None);
        Assert.NotNull(record);
        return record;
    }

    private protected async Task<ChannelDelivery> DeliveryAsync(TicketId id) => Assert.Single((await FoundAsync(id)).Deliveries);

    protected static ReadOnlyMemory<byte> Bytes(string text) => Encoding.UTF8.GetBytes(text);

    protected static string? Text(ReadOnlyMemory<byte>? payload) => payload is { } bytes ? Encoding.UTF8.GetString(bytes.Span) : null;
}

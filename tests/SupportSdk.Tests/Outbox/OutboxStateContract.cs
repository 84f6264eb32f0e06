using System.Text;
using SupportSdk.Outbox;

namespace SupportSdk.Tests.Outbox;

/// <summary>Where each event leads in each state, for every kind of outbox.</summary>
public abstract class OutboxStateContract
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

    [Fact]
    public async Task RetryParkedAsync_MarkOfOtherSettings_TakesWhatTheyParkedAndNothingElse()
    {
        var (old, other, unmarked) = (await ParkedAsync("old"), await ParkedAsync("other"), await ParkedAsync(null));
        var parked = Assert.IsAssignableFrom<IParkedDeliveries>(Store.Queue);
        Assert.Equal(["old", "other"], (await parked.ParkedMarksAsync(SupportChannel.Email, None)).Order());
        Assert.Empty(await parked.ParkedMarksAsync(SupportChannel.Slack, None));

        Assert.Equal(0, await parked.RetryParkedAsync(SupportChannel.Slack, "old", Noon, None));
        Assert.Equal(1, await parked.RetryParkedAsync(SupportChannel.Email, "old", Noon, None));

        Assert.Equal(DeliveryState.Pending, (await DeliveryAsync(old)).State);
        Assert.Equal([DeliveryState.Parked, DeliveryState.Parked], [(await DeliveryAsync(other)).State, (await DeliveryAsync(unmarked)).State]);
        Assert.Equal(["other"], await parked.ParkedMarksAsync(SupportChannel.Email, None));
        Assert.Equal(old, (await ClaimAsync(Noon))?.Id);
    }

    private async Task<TicketId> ParkedAsync(string? mark)
    {
        var id = await FreezeAsync("the bytes", Email(Noon));
        await ClaimAsync(Noon);
        await SettleAsync(id, DeliveryState.Parked, settlement => settlement with { SettingsMark = mark });
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

using SupportSdk.Outbox;
using SupportSdk.Submission;
using SupportSdk.Tests.Doubles;

namespace SupportSdk.Tests.Submission;

public sealed class ReceiptWriterTests
{
    // The order of api.md, and what each state of a channel comes to.
    private static readonly (TicketOutcome Outcome, DeliveryState[] States)[] BestFirst =
    [
        (TicketOutcome.Delivered, [DeliveryState.Delivered]),
        (TicketOutcome.DeliveryUncertain, [DeliveryState.Uncertain]),
        (TicketOutcome.Queued, [DeliveryState.Accepted, DeliveryState.Pending, DeliveryState.Sending]),
        (TicketOutcome.Parked, [DeliveryState.Parked]),
        (TicketOutcome.HeldForIncident, [DeliveryState.Held]),
        (TicketOutcome.Duplicate, [DeliveryState.Duplicate]),
        (TicketOutcome.Cancelled, [DeliveryState.Cancelled]),
    ];

    private static readonly DeliveryState[] States = Enum.GetValues<DeliveryState>();

    private static readonly FrozenTicket Frozen = new Filler(place => place).Make<FrozenTicket>();

    [Fact]
    public void OutcomeOf_EveryCombination_IsTheBest()
    {
        Assert.Equal(States.Order(), BestFirst.SelectMany(o => o.States).Order());
        var combinations = States.Select(a => new[] { a })
            .Concat(States.SelectMany(_ => States, (a, b) => new[] { a, b }))
            .Concat(States.SelectMany(_ => States, (a, b) => (a, b)).SelectMany(_ => States, (ab, c) => new[] { ab.a, ab.b, c })).ToArray();
        Assert.Equal(9 + 81 + 729, combinations.Length);

        Assert.All(combinations, states => Assert.Equal(
            BestFirst.First(o => o.States.Intersect(states).Any()).Outcome,
            ReceiptWriter.Of(Frozen, [.. states.Select(s => new ChannelDelivery { Channel = SupportChannel.Email, State = s })], durable: true).Outcome));
    }

    [Fact]
    public void Outcomes_StandInTheOrderOfTheDesign() => Assert.Equal(
        ["Delivered", "DeliveryUncertain", "Queued", "Parked", "HeldForIncident", "Duplicate", "Cancelled", "NotStored"],
        Enum.GetValues<TicketOutcome>().Order().Select(o => o.ToString()));

    [Fact]
    public void Of_NoDeliveryYet_IsQueued() => Assert.Equal(TicketOutcome.Queued, ReceiptWriter.Of(Frozen, [], durable: true).Outcome);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Of_AFrozenTicket_SaysWhatIsSo(bool durable)
    {
        ChannelDelivery[] deliveries = [new() { Channel = SupportChannel.Email, State = DeliveryState.Parked, LastError = "bad password" }];

        var receipt = ReceiptWriter.Of(Frozen, deliveries, durable, "a problem");

        Assert.Equal((Frozen.Message.Id, durable, "a problem"), (receipt.Id, receipt.Durable, receipt.Problem));
        Assert.Equal((Frozen.Classification.Priority, Frozen.Classification.Reason, Frozen.Response), (receipt.Priority, receipt.PriorityReason, receipt.Response));
        Assert.Same(deliveries, receipt.Deliveries);
        Assert.Equal((Frozen.Missing, Frozen.RelatedIncidents, Frozen.Cut), (receipt.Missing, receipt.RelatedIncidents, receipt.Cut));
    }

    [Theory]
    [InlineData(DeliveryState.Held, true)]
    [InlineData(DeliveryState.Delivered, false)]
    [InlineData(DeliveryState.Pending, false)]
    public void Of_ATicketThatMatchesAnIncident_NamesItWhereItIsHeld(DeliveryState state, bool named)
    {
        var receipt = ReceiptWriter.Of(Frozen, [new ChannelDelivery { Channel = SupportChannel.Email, State = state }], durable: true);

        Assert.Equal(named, receipt.Problem?.Contains(Frozen.HeldFor!.Name, StringComparison.Ordinal) == true && receipt.Problem.Contains(Frozen.HeldFor.Url!.AbsoluteUri, StringComparison.Ordinal));
        Assert.Equal(named, receipt.Problem?.Contains("SubmitDespiteIncidents", StringComparison.Ordinal) == true);
    }

    [Fact]
    public void Of_ADamagedRecord_SaysSoAndIsParkedWhereNoChannelHasIt()
    {
        var id = TicketId.Create();
        var record = new OutboxRecord(id, DateTimeOffset.UnixEpoch, null, null, []) { Damage = "the bytes do not match" };

        var receipt = ReceiptWriter.Of(record, null!, null!, durable: true);

        Assert.Equal((id, TicketOutcome.Parked, "the bytes do not match"), (receipt.Id, receipt.Outcome, receipt.Problem));
        Assert.Equal(
            TicketOutcome.Delivered,
            ReceiptWriter.Of(record with { Deliveries = [new ChannelDelivery { Channel = SupportChannel.Email, State = DeliveryState.Delivered }] }, null!, null!, durable: true).Outcome);
    }
}

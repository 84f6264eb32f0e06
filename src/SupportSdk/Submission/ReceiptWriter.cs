using SupportSdk.Outbox;
using SupportSdk.Rendering;

namespace SupportSdk.Submission;

/// <summary>Writes receipts from what the outbox holds, so that they say no more than is so.</summary>
internal static class ReceiptWriter
{
    public static TicketReceipt Of(FrozenTicket frozen, IReadOnlyList<ChannelDelivery> deliveries, bool durable, string? problem = null) => new()
    {
        Id = frozen.Message.Id,
        Outcome = OutcomeOf(deliveries),
        Durable = durable,
        Priority = frozen.Classification.Priority,
        PriorityReason = frozen.Classification.Reason,
        Response = frozen.Response,
        Deliveries = deliveries,
        RelatedIncidents = frozen.RelatedIncidents,
        Missing = frozen.Missing,
        Cut = frozen.Cut,
        Problem = problem ?? HeldBecause(frozen, deliveries),
    };

    /// <summary>The receipt of a ticket that is accepted and not finished yet.</summary>
    public static TicketReceipt Of(ResolvedTicket ticket, SubmissionSettings settings, PriorityClassification classification, bool durable, string? problem = null) => new()
    {
        Id = ticket.Id,
        Outcome = TicketOutcome.Queued,
        Durable = durable,
        Priority = classification.Priority,
        PriorityReason = classification.Reason,
        Response = settings.Policy.EstimateResponse(ticket.Level, classification.Priority, ticket.SubmittedAt),
        Missing = Completeness.CompletenessCheck.Missing(ticket),
        Problem = problem,
    };

    public static TicketReceipt Of(OutboxRecord record, SubmissionSettings settings, TicketFinisher finisher, bool durable)
    {
        if (record.Damage is { } damage)
        {
            return new TicketReceipt
            {
                Id = record.Id,
                Outcome = record.Deliveries.Count == 0 ? TicketOutcome.Parked : OutcomeOf(record.Deliveries),
                Durable = durable,
                Deliveries = record.Deliveries,
                Problem = damage,
            };
        }

        if (record.Frozen is { } frozen)
        {
            return Of(TicketBytes.ReadFrozen(frozen), record.Deliveries, durable);
        }

        var ticket = TicketBytes.ReadResolved(record.Accepted ?? throw new OutboxUnavailableException("The outbox holds the ticket without its content."));
        return Of(ticket, settings, finisher.Classify(ticket), durable);
    }

    public static TicketOutcome OutcomeOf(IReadOnlyList<ChannelDelivery> deliveries) =>
        deliveries.Count == 0 ? TicketOutcome.Queued : deliveries.Min(d => OutcomeOf(d.State));

    private static TicketOutcome OutcomeOf(DeliveryState state) => state switch
    {
        DeliveryState.Delivered => TicketOutcome.Delivered,
        DeliveryState.Uncertain => TicketOutcome.DeliveryUncertain,
        DeliveryState.Parked => TicketOutcome.Parked,
        DeliveryState.Held => TicketOutcome.HeldForIncident,
        DeliveryState.Duplicate => TicketOutcome.Duplicate,
        DeliveryState.Cancelled => TicketOutcome.Cancelled,
        _ => TicketOutcome.Queued,
    };

    private static string? HeldBecause(FrozenTicket frozen, IReadOnlyList<ChannelDelivery> deliveries) =>
        frozen.HeldFor is { } incident && deliveries.Any(d => d.State == DeliveryState.Held)
            ? $"Held for the open incident \"{incident.Name}\" ({incident.Url}). Submit it with SubmitDespiteIncidents = true to send it all the same."
            : null;
}

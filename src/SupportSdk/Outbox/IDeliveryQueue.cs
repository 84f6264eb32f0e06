namespace SupportSdk.Outbox;

/// <summary>The other side of the outbox: what is waiting, claimed one by one. Every transition is committed before it is acted on.</summary>
internal interface IDeliveryQueue
{
    /// <summary>
    /// Takes over what dead processes left: their claims go back to pending, marked as possibly sent, and at the second time to uncertain; and gives the tickets that were accepted and never frozen, as this process's own.
    /// What belongs to a living process is left alone.
    /// </summary>
    Task<IReadOnlyList<AcceptedTicket>> RecoverAsync(CancellationToken cancellationToken);

    /// <summary>Claims the oldest delivery of the channel that is due: sending. Null where none is.</summary>
    Task<ClaimedDelivery?> ClaimAsync(SupportChannel channel, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Commits what an attempt came to, where <see cref="DeliveryTransitions"/> has a row for it. A claim that another process has taken over changes nothing but by an acknowledgement, which is true whenever it comes.</summary>
    Task SettleAsync(Settlement settlement, CancellationToken cancellationToken);

    /// <summary>Commits what a person said of a ticket, retry or cancel, for each delivery where <see cref="DeliveryTransitions"/> has a row for it; gives how many.</summary>
    Task<int> DecideAsync(TicketId id, DeliveryEvent decision, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>When the next pending delivery of the channel is due; null where none waits.</summary>
    Task<DateTimeOffset?> NextDueAsync(SupportChannel channel, CancellationToken cancellationToken);

    /// <summary>How many deliveries are accepted, pending or sending.</summary>
    Task<int> CountOpenAsync(CancellationToken cancellationToken);
}

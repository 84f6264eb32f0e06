namespace SupportSdk;

/// <summary>What has become of a ticket. With several channels the best of them gives the outcome, in this order.</summary>
public enum TicketOutcome
{
    /// <summary>A channel acknowledged the ticket.</summary>
    Delivered = 0,

    /// <summary>The connection died after the ticket was handed over, before the acknowledgement.</summary>
    DeliveryUncertain = 1,

    /// <summary>Committed to the outbox, and on its way; <see cref="TicketReceipt.Durable"/> says whether it survives a crash.</summary>
    Queued = 2,

    /// <summary>A person must mend something, such as a password; nothing is deleted.</summary>
    Parked = 3,

    /// <summary>Not sent, because it matches an open incident; <see cref="SupportTicket.SubmitDespiteIncidents"/> sends it all the same.</summary>
    HeldForIncident = 4,

    /// <summary>The same failure has an open ticket already.</summary>
    Duplicate = 5,

    /// <summary>Cancelled by a person.</summary>
    Cancelled = 6,

    /// <summary>The outbox could not take it, and the one direct delivery that was tried failed too.</summary>
    NotStored = 7,
}

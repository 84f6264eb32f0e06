namespace SupportSdk;

/// <summary>What to do with a ticket that matches an open incident of the status page.</summary>
public enum KnownIncidents
{
    /// <summary>Send it, with the open incidents attached.</summary>
    Attach = 0,

    /// <summary>Do not send it; the receipt says <see cref="TicketOutcome.HeldForIncident"/> with the incident's link.</summary>
    Hold = 1,
}

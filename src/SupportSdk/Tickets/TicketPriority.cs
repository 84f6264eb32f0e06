namespace SupportSdk;

/// <summary>The priority that is requested; support assigns the final one.</summary>
public enum TicketPriority
{
    /// <summary>Not impairing normal business operations, but it warrants attention; feature requests.</summary>
    Low = 0,

    /// <summary>A single end user, minor degradation, or an issue in staging or development.</summary>
    Normal = 1,

    /// <summary>Production impaired or degraded for more than one end user, or an urgent issue with a workaround.</summary>
    High = 2,

    /// <summary>Production is down, widespread impact, no workaround.</summary>
    Urgent = 3,
}

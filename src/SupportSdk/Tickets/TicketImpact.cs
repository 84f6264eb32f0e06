namespace SupportSdk;

/// <summary>What the issue does to the app, in the words of the support page's priority definitions.</summary>
public enum TicketImpact
{
    /// <summary>A single end user has issues; the production system as a whole is still performing.</summary>
    SingleUser = 0,

    /// <summary>The production system is down, with widespread impact for multiple end users.</summary>
    ProductionDown = 1,

    /// <summary>The production system is impaired or degraded in a significant way, for more than one end user.</summary>
    ProductionDegraded = 2,

    /// <summary>Minor performance degradation that is noticeable but not high-impact.</summary>
    Minor = 3,

    /// <summary>Not impairing normal business operations, but it warrants attention.</summary>
    NotImpairing = 4,

    /// <summary>A feature request.</summary>
    FeatureRequest = 5,
}

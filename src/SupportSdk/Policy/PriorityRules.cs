namespace SupportSdk.Policy;

/// <summary>The page's definitions of the four priorities.</summary>
internal static class PriorityRules
{
    public static PriorityClassification Classify(TicketImpact impact, DeploymentEnvironment environment, bool workaroundAvailable)
    {
        if (!Enum.IsDefined(environment))
        {
            throw new ArgumentOutOfRangeException(nameof(environment), environment, "Unknown environment.");
        }

        var inProduction = InProduction(impact, workaroundAvailable);
        return environment == DeploymentEnvironment.Production || inProduction.Priority <= TicketPriority.Normal
            ? inProduction
            : new(TicketPriority.Normal, $"The issue is in {Name(environment)}; issues in staging or development environments are at most normal.");
    }

    private static PriorityClassification InProduction(TicketImpact impact, bool workaroundAvailable) => impact switch
    {
        TicketImpact.ProductionDown when workaroundAvailable =>
            new(TicketPriority.High, "Production is down, but there is a workaround; an urgent issue with a workaround is high."),
        TicketImpact.ProductionDown => new(TicketPriority.Urgent, "Production is down with widespread impact for multiple end users, and there is no workaround."),
        TicketImpact.ProductionDegraded => new(TicketPriority.High, "Production is impaired or degraded in a significant way for more than one end user."),
        TicketImpact.SingleUser => new(TicketPriority.Normal, "A single end user has issues; production as a whole is still performing."),
        TicketImpact.Minor => new(TicketPriority.Normal, "Performance is degraded to a minor degree, noticeable but not high-impact."),
        TicketImpact.NotImpairing => new(TicketPriority.Low, "The issue does not impair normal business operations, but it warrants attention."),
        TicketImpact.FeatureRequest => new(TicketPriority.Low, "A feature request is low."),
        _ => throw new ArgumentOutOfRangeException(nameof(impact), impact, "Unknown impact."),
    };

    private static string Name(DeploymentEnvironment environment) => environment == DeploymentEnvironment.Staging ? "staging" : "development";
}

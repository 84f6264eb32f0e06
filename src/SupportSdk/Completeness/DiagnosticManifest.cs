namespace SupportSdk.Completeness;

/// <summary>
/// The completeness contract in one place. The check at submission reads it, the ticket prints it, and a test holds the attributes that the analyzer reads equal to it.
/// </summary>
/// <remarks>Source: "Contacting Support", the list of what to provide.</remarks>
internal static class DiagnosticManifest
{
    public static IReadOnlyList<DiagnosticRequirement> Requirements { get; } =
    [
        new()
        {
            Diagnostic = Diagnostic.OccurredAt,
            Why = "Support finds the failing calls in its logs by the time.",
            HowToSupply = "Set SupportTicket.OccurredAt, use SupportTicket.FromException, or submit inside a scope that saw the failure.",
            RuleId = "SUP1001",
            Properties = [nameof(SupportTicket.OccurredAt), nameof(SupportTicket.ApiErrors), nameof(SupportTicket.ConsoleErrors)],
            AppliesTo = static _ => true,
            IsMetBy = static ticket => ticket.OccurredAt is not null,
        },
        new()
        {
            Diagnostic = Diagnostic.Evidence,
            Why = "Support starts from a workflow execution, an API error, a browser-console error or an exception.",
            HowToSupply = "Capture calls by CaptureHttpClients() and submit inside a scope, or set one of SupportTicket.Executions, ApiErrors, ConsoleErrors, Exception.",
            RuleId = "SUP1001",
            Properties = [nameof(SupportTicket.Executions), nameof(SupportTicket.ApiErrors), nameof(SupportTicket.ConsoleErrors), nameof(SupportTicket.Exception)],
            AppliesTo = static _ => true,
            IsMetBy = static ticket => ticket.Executions.Count + ticket.ApiErrors.Count + ticket.ConsoleErrors.Count + ticket.Exceptions.Count > 0,
        },
        new()
        {
            Diagnostic = Diagnostic.UserId,
            Why = "Support looks the end user up by the user ID of the Paragon User Token.",
            HowToSupply = "Set SupportTicket.UserId or call DiagnosticScope.SetUserToken; set SupportTicket.AffectsEndUser to false where no end user is affected.",
            RuleId = "SUP1001",
            Properties = [nameof(SupportTicket.UserId)],
            When = nameof(SupportTicket.AffectsEndUser),
            AppliesTo = static ticket => ticket.AffectsEndUser,
            IsMetBy = static ticket => ticket.UserIds.Count > 0,
        },
    ];

    public static bool AffectsEndUser(TicketImpact impact) => impact is not (TicketImpact.NotImpairing or TicketImpact.FeatureRequest);
}

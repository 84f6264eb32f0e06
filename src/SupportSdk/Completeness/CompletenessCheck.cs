namespace SupportSdk.Completeness;

/// <summary>What a ticket lacks, and how each of the five things that support asks for stands.</summary>
internal static class CompletenessCheck
{
    private const string ConsoleHow = "no browser collector runs in this app; set SupportTicket.ConsoleErrors or call DiagnosticScope.AddConsoleError";
    private const string HttpHow = "no call to Paragon was captured; call CaptureHttpClients(), or use a DiagnosticsHandler, inside a scope";

    public static IReadOnlyList<MissingDiagnostic> Missing(ResolvedTicket ticket) =>
        DiagnosticManifest.Requirements.Where(r => r.AppliesTo(ticket) && !r.IsMetBy(ticket)).Select(r => r.ToMissing()).ToArray();

    /// <summary>The support page's five items, in its order.</summary>
    public static IReadOnlyList<DiagnosticItem> Items(ResolvedTicket ticket) =>
    [
        Required(1, "When it happened", Diagnostic.OccurredAt, ticket),
        Collected(2, "Links to workflow executions", ticket.Executions.Count, ticket.Collectors, DiagnosticCollectors.Http, HttpHow),
        Collected(3, "Errors in the browser console", ticket.ConsoleErrors.Count, ticket.Collectors, DiagnosticCollectors.BrowserConsole, ConsoleHow),
        Collected(4, "Errors in API requests", ticket.ApiErrors.Count, ticket.Collectors, DiagnosticCollectors.Http, HttpHow),
        Required(5, "User ID of the Paragon User Token", Diagnostic.UserId, ticket),
    ];

    private static DiagnosticItem Required(int number, string title, Diagnostic diagnostic, ResolvedTicket ticket)
    {
        var requirement = DiagnosticManifest.Requirements.Single(r => r.Diagnostic == diagnostic);
        if (requirement.IsMetBy(ticket))
        {
            return new DiagnosticItem(number, title, DiagnosticItemState.Given, "");
        }

        return requirement.AppliesTo(ticket)
            ? new DiagnosticItem(number, title, DiagnosticItemState.NotCollected, $"{requirement.Why} {requirement.HowToSupply}")
            : new DiagnosticItem(number, title, DiagnosticItemState.DoesNotApply, "no end user is affected");
    }

    private static DiagnosticItem Collected(int number, string title, int count, DiagnosticCollectors running, DiagnosticCollectors needed, string how)
    {
        if (count > 0)
        {
            return new DiagnosticItem(number, title, DiagnosticItemState.Given, "");
        }

        return running.HasFlag(needed)
            ? new DiagnosticItem(number, title, DiagnosticItemState.NoneSeen, "")
            : new DiagnosticItem(number, title, DiagnosticItemState.NotCollected, how);
    }
}

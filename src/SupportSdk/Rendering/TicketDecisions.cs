namespace SupportSdk.Rendering;

/// <summary>What was decided about a ticket after it was accepted, for its text and its receipt.</summary>
internal sealed record TicketDecisions
{
    public required PriorityClassification Classification { get; init; }
    public required ResponseEstimate Response { get; init; }
    public required IReadOnlyList<DiagnosticItem> Items { get; init; }
    public required IReadOnlyList<MissingDiagnostic> Missing { get; init; }

    /// <summary>The status page's answer in one line.</summary>
    public required string StatusLine { get; init; }

    /// <summary>Task History's answer in one line; null where it was not asked.</summary>
    public string? HistoryLine { get; init; }

    public IReadOnlyList<StatusIncident> Incidents { get; init; } = [];

    /// <summary>The open incident that the ticket matches, if it does.</summary>
    public StatusIncident? HeldFor { get; init; }
}

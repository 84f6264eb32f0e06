using SupportSdk.Policy;

namespace SupportSdk.Submission;

/// <summary>What the app's settings say about every ticket.</summary>
internal sealed record SubmissionSettings
{
    public required SupportLevel Level { get; init; }
    public required SupportPolicy Policy { get; init; }
    public required DeploymentEnvironment Environment { get; init; }
    public string? ProjectId { get; init; }
    public TicketContact? Contact { get; init; }
    public KnownIncidents KnownIncidents { get; init; }
    public bool RequireCompleteTickets { get; init; }
    public DiagnosticCollectors Collectors { get; init; }
    public required int MaxAttachmentBytes { get; init; }
    public required TimeSpan StatusBudget { get; init; }

    /// <summary>Zero where Task History is not asked.</summary>
    public TimeSpan HistoryBudget { get; init; }

    /// <summary>How long a ticket may take from accepted to pending: what is asked is asked at the same time.</summary>
    public TimeSpan EnrichmentBudget => StatusBudget > HistoryBudget ? StatusBudget : HistoryBudget;

    /// <summary>The smallest budget of the channels, in bytes.</summary>
    public required int MaxTicketBytes { get; init; }
}

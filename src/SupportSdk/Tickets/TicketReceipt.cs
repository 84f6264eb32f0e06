namespace SupportSdk;

/// <summary>What became of a submission: it tells the truth, and never promises more than was seen.</summary>
public sealed record TicketReceipt
{
    /// <summary>The ticket's id, as it stands in the subject, the message and the logs.</summary>
    public required TicketId Id { get; init; }

    /// <summary>What has become of the ticket; the best channel gives it, <see cref="Deliveries"/> tells each.</summary>
    public required TicketOutcome Outcome { get; init; }

    /// <summary>Whether the ticket lies in an outbox that survives a crash of the process.</summary>
    public bool Durable { get; init; }

    /// <summary>The priority that was requested; support assigns the final one.</summary>
    public TicketPriority Priority { get; init; }

    /// <summary>Why that priority, in words.</summary>
    public string PriorityReason { get; init; } = "";

    /// <summary>By when support responds, for the requested priority.</summary>
    public ResponseEstimate Response { get; init; }

    /// <summary>How the ticket fares on each channel.</summary>
    public IReadOnlyList<ChannelDelivery> Deliveries { get; init; } = [];

    /// <summary>Incidents that were open when the ticket was submitted.</summary>
    public IReadOnlyList<StatusIncident> RelatedIncidents { get; init; } = [];

    /// <summary>Required diagnostics that the ticket does not have; empty where it is complete.</summary>
    public IReadOnlyList<MissingDiagnostic> Missing { get; init; } = [];

    /// <summary>What was left out so that the ticket fits the smallest channel, in words; empty where all of it goes.</summary>
    /// <remarks>
    /// In this order, and no further than it takes: attached files, the largest first; the timeline beyond its last 40 entries of a kind; excerpts of responses; stacks of console errors;
    /// deep stack frames; evidence beyond the first 20 of each kind; the timeline; evidence beyond the first 5; the ends of long texts; evidence beyond the first 2, then 1; all other evidence.
    /// The summary, the id, the times, the first user and the contact always go.
    /// </remarks>
    public IReadOnlyList<string> Cut { get; init; } = [];

    /// <summary>The ticket of which this one is a duplicate.</summary>
    public TicketId? DuplicateOf { get; init; }

    /// <summary>What went wrong short of losing the ticket, in words with the way out; <see langword="null"/> where nothing did.</summary>
    public string? Problem { get; init; }

    /// <summary>The id, the outcome and counts.</summary>
    public override string ToString() => $"TicketReceipt {Id} {Outcome}, {(Durable ? "durable" : "not durable")}, missing: {Missing.Count}";
}

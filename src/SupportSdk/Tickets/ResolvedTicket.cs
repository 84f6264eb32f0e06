namespace SupportSdk;

/// <summary>
/// A ticket with everything that was captured put in its place, redacted: what the outbox accepts.
/// From here on nothing of the app is needed, so that a restart can finish it.
/// </summary>
internal sealed record ResolvedTicket
{
    public required TicketId Id { get; init; }
    public required DateTimeOffset SubmittedAt { get; init; }
    public required string Summary { get; init; }
    public string? Description { get; init; }
    public TicketImpact Impact { get; init; }
    public DeploymentEnvironment Environment { get; init; }
    public bool WorkaroundAvailable { get; init; }
    public TicketPriority? RequestedPriority { get; init; }
    public bool AffectsEndUser { get; init; }
    public DateTimeOffset? OccurredAt { get; init; }
    public IReadOnlyList<string> UserIds { get; init; } = [];
    public IReadOnlyList<WorkflowExecutionLink> Executions { get; init; } = [];
    public IReadOnlyList<WorkflowExecution> FailedExecutions { get; init; } = [];
    public IReadOnlyList<ConsoleError> ConsoleErrors { get; init; } = [];
    public IReadOnlyList<ApiError> ApiErrors { get; init; } = [];
    public IReadOnlyList<ExceptionDetails> Exceptions { get; init; } = [];
    public IReadOnlyList<CapturedCall> Calls { get; init; } = [];
    public IReadOnlyList<CapturedLog> Logs { get; init; } = [];
    public IReadOnlyList<TicketAttachment> Attachments { get; init; } = [];
    public IReadOnlyList<string> Scopes { get; init; } = [];
    public int CallsSeen { get; init; }
    public DiagnosticCollectors Collectors { get; init; }
    public IReadOnlyDictionary<string, long> Dropped { get; init; } = new Dictionary<string, long>();
    public IReadOnlyList<RedactionNote> Redactions { get; init; } = [];
    public TicketContact? Contact { get; init; }
    public SupportLevel Level { get; init; }
    public string? ProjectId { get; init; }
    public string? DuplicateKey { get; init; }
    public bool SubmitDespiteIncidents { get; init; }

    /// <summary>Whether the ticket was written by a process that was crashing.</summary>
    public bool FromCrash { get; init; }

    /// <summary>The surroundings as far as memory told them when the ticket was accepted; the same process reads the rest when it finishes the ticket.</summary>
    public IReadOnlyList<EnvironmentFact> Facts { get; init; } = [];

    public override string ToString() => $"ResolvedTicket {Id}";
}

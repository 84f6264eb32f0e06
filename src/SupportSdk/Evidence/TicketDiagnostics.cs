namespace SupportSdk;

/// <summary>What a scope had seen at one moment: immutable, redacted, ready for a ticket.</summary>
public sealed record TicketDiagnostics
{
    /// <summary>When the snapshot was taken.</summary>
    public required DateTimeOffset TakenAt { get; init; }

    /// <summary>The names of the scopes, outermost first; a scope without a name has none here.</summary>
    public IReadOnlyList<string> Scopes { get; init; } = [];

    /// <summary>The user IDs seen, the latest first.</summary>
    public IReadOnlyList<string> UserIds { get; init; } = [];

    /// <summary>The workflow executions seen, in order.</summary>
    public IReadOnlyList<WorkflowExecutionLink> Executions { get; init; } = [];

    /// <summary>The failed API requests seen, in order.</summary>
    public IReadOnlyList<ApiError> ApiErrors { get; init; } = [];

    /// <summary>The browser-console errors seen, in order.</summary>
    public IReadOnlyList<ConsoleError> ConsoleErrors { get; init; } = [];

    /// <summary>The exceptions seen, in order.</summary>
    public IReadOnlyList<ExceptionDetails> Exceptions { get; init; } = [];

    /// <summary>The calls to Paragon that are kept, well or not, in order of their end.</summary>
    public IReadOnlyList<CapturedCall> Calls { get; init; } = [];

    /// <summary>The log messages that are kept, in order.</summary>
    public IReadOnlyList<CapturedLog> Logs { get; init; } = [];

    /// <summary>How many calls to Paragon were seen, failed ones included.</summary>
    public int CallsSeen { get; init; }

    /// <summary>What was seen but not kept, by reason.</summary>
    public IReadOnlyDictionary<string, long> Dropped { get; init; } = new Dictionary<string, long>();

    /// <summary>What was masked in the texts above, and where.</summary>
    public IReadOnlyList<RedactionNote> Redactions { get; init; } = [];

    /// <summary>The time of the earliest failure: API error, console error or exception.</summary>
    /// <value><see langword="null"/> where none was seen.</value>
    public DateTimeOffset? EarliestFailure
    {
        get
        {
            DateTimeOffset? earliest = null;
            foreach (var at in ApiErrors.Select(e => e.OccurredAt).Concat(ConsoleErrors.Select(e => e.OccurredAt)).Concat(Exceptions.Select(e => e.OccurredAt)))
            {
                earliest = earliest is null || at < earliest ? at : earliest;
            }

            return earliest;
        }
    }

    /// <summary>The kind and counts; never a text, a user or an address.</summary>
    public override string ToString() =>
        $"TicketDiagnostics executions: {Executions.Count}, API errors: {ApiErrors.Count}, console errors: {ConsoleErrors.Count}, exceptions: {Exceptions.Count}, users: {UserIds.Count}";
}

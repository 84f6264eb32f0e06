namespace SupportSdk;

/// <summary>What an app tells support. Everything that is not set is taken from the diagnostics that were captured.</summary>
/// <remarks>Immutable; change a copy by <see langword="with"/>. Texts are redacted when the ticket is prepared.</remarks>
public sealed record SupportTicket
{
    /// <summary>What is wrong, in one line of 1 to 200 characters.</summary>
    public required string Summary { get; init; }

    /// <summary>What was expected, what happened, and since when. Of more than 20,000 characters the rest is cut, and the ticket says so.</summary>
    public string? Description { get; init; }

    /// <summary>What the issue does to the app.</summary>
    /// <value>The default is <see cref="TicketImpact.SingleUser"/>.</value>
    public TicketImpact Impact { get; init; }

    /// <summary>Where the issue was seen.</summary>
    /// <value>The default is the host's environment, and production where there is no host.</value>
    public DeploymentEnvironment? Environment { get; init; }

    /// <summary>Whether a workaround is known: an urgent issue with a workaround is high.</summary>
    public bool WorkaroundAvailable { get; init; }

    /// <summary>The priority to request.</summary>
    /// <value>The default is classified from the impact, the environment and the workaround.</value>
    public TicketPriority? RequestedPriority { get; init; }

    /// <summary>Whether an end user is affected; then support needs the user ID.</summary>
    /// <value>The default is <see langword="true"/>, except for <see cref="TicketImpact.NotImpairing"/> and <see cref="TicketImpact.FeatureRequest"/>.</value>
    public bool? AffectsEndUser { get; init; }

    /// <summary>When the issue occurred; approximately is enough.</summary>
    /// <value>The default is the earliest failure of the diagnostics; without one it is missing, never silently now.</value>
    [RequiredDiagnostic(Diagnostic.OccurredAt)]
    public DateTimeOffset? OccurredAt { get; init; }

    /// <summary>The user ID of the Paragon User Token: its <c>sub</c> claim. Never the token.</summary>
    /// <value>The default is the user of the diagnostics.</value>
    [RequiredDiagnostic(Diagnostic.UserId, When = nameof(AffectsEndUser))]
    public string? UserId { get; init; }

    /// <summary>The exception, if one was thrown.</summary>
    [RequiredDiagnostic(Diagnostic.Evidence)]
    public Exception? Exception { get; init; }

    /// <summary>Links to workflow executions.</summary>
    [RequiredDiagnostic(Diagnostic.Evidence)]
    public IReadOnlyList<WorkflowExecutionLink> Executions { get; init; } = [];

    /// <summary>Errors of API requests.</summary>
    [RequiredDiagnostic(Diagnostic.Evidence | Diagnostic.OccurredAt)]
    public IReadOnlyList<ApiError> ApiErrors { get; init; } = [];

    /// <summary>Errors of the browser's console.</summary>
    [RequiredDiagnostic(Diagnostic.Evidence | Diagnostic.OccurredAt)]
    public IReadOnlyList<ConsoleError> ConsoleErrors { get; init; } = [];

    /// <summary>Files to send along, as they are.</summary>
    public IReadOnlyList<TicketAttachment> Attachments { get; init; } = [];

    /// <summary>The person whom support answers.</summary>
    /// <value>The default is <c>SupportOptions.Contact</c>.</value>
    public TicketContact? Contact { get; init; }

    /// <summary>A snapshot of captured diagnostics, from <c>scope.Snapshot()</c>.</summary>
    /// <value>The default is the one tied to <see cref="Exception"/>, else that of the current scope.</value>
    public TicketDiagnostics? Diagnostics { get; init; }

    /// <summary>What makes two tickets the same issue.</summary>
    /// <value>The default is a fingerprint of the evidence.</value>
    public string? DuplicateKey { get; init; }

    /// <summary>Whether to send the ticket although it matches an open incident.</summary>
    public bool SubmitDespiteIncidents { get; init; }

    internal DateTimeOffset? CaughtAt { get; init; }

    /// <summary>Makes a ticket of an exception that was just caught: it has the time and the evidence, but not the user ID.</summary>
    /// <param name="exception">The exception.</param>
    /// <param name="summary">What is wrong, in one line. Default: the exception's type, and its message shortened to fit.</param>
    /// <remarks>The time is that of this call, or that of the earliest failure captured with the exception, whichever is earlier.</remarks>
    /// <exception cref="ArgumentNullException"><paramref name="exception"/> is <see langword="null"/>.</exception>
    [ProvidesDiagnostics(Diagnostic.OccurredAt | Diagnostic.Evidence)]
    public static SupportTicket FromException(Exception exception, string? summary = null)
    {
        ArgumentNullException.ThrowIfNull(exception);
        var now = TimeProvider.System.GetUtcNow();
        return new SupportTicket { Summary = summary ?? ExceptionSummary.Of(exception), Exception = exception, OccurredAt = now, CaughtAt = now };
    }

    /// <summary>The kind, the impact and counts; never a text, a user or a secret.</summary>
    public override string ToString() =>
        $"SupportTicket {Impact}, executions: {Executions?.Count ?? 0}, API errors: {ApiErrors?.Count ?? 0}, console errors: {ConsoleErrors?.Count ?? 0}, "
        + $"exception: {(Exception is null ? "no" : "yes")}, attachments: {Attachments?.Count ?? 0}";
}

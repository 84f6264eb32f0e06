using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace SupportSdk.Rendering;

/// <summary>The machine-readable form of a ticket: the file diagnostics.json.</summary>
internal sealed record TicketDocument
{
    // A file, never part of a page: readable text beats escapes, and costs less of the size budget.
    private static readonly TicketDocumentJson Indented = new(new JsonSerializerOptions(TicketDocumentJson.Default.Options)
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    public string Schema { get; init; } = "supportsdk.diagnostics/1";
    public required TicketId Id { get; init; }
    public required DateTimeOffset SubmittedAt { get; init; }
    public required string Summary { get; init; }
    public string? Description { get; init; }
    public required TicketPriority RequestedPriority { get; init; }
    public required string PriorityReason { get; init; }
    public required DateTimeOffset RespondBy { get; init; }
    public required TicketImpact Impact { get; init; }
    public required DeploymentEnvironment Environment { get; init; }
    public bool WorkaroundAvailable { get; init; }
    public required SupportLevel SupportLevel { get; init; }
    public string? ProjectId { get; init; }
    public DateTimeOffset? OccurredAt { get; init; }
    public required IReadOnlyList<WorkflowExecutionLink> Executions { get; init; }
    public required IReadOnlyList<WorkflowExecution> FailedExecutions { get; init; }
    public string? TaskHistory { get; init; }
    public required IReadOnlyList<ConsoleError> ConsoleErrors { get; init; }
    public required IReadOnlyList<ApiError> ApiErrors { get; init; }
    public required IReadOnlyList<string> UserIds { get; init; }
    public required IReadOnlyList<ExceptionDetails> Exceptions { get; init; }
    public required IReadOnlyList<CapturedCall> Calls { get; init; }
    public required IReadOnlyList<CapturedLog> Logs { get; init; }
    public required IReadOnlyList<DiagnosticItem> Asked { get; init; }
    public required IReadOnlyList<StatusIncident> OpenIncidents { get; init; }
    public required IReadOnlyList<string> Scopes { get; init; }
    public required IReadOnlyList<string> AttachmentNames { get; init; }
    public required IReadOnlyList<EnvironmentFact> Facts { get; init; }
    public int CallsSeen { get; init; }
    public required IReadOnlyDictionary<string, long> Dropped { get; init; }
    public required IReadOnlyList<RedactionNote> Redactions { get; init; }
    public required IReadOnlyList<string> Cut { get; init; }

    public static byte[] Write(ResolvedTicket ticket, TicketDecisions decisions, IReadOnlyList<string> cut) =>
        JsonSerializer.SerializeToUtf8Bytes(Of(ticket, decisions, cut), Indented.TicketDocument);

    private static TicketDocument Of(ResolvedTicket ticket, TicketDecisions decisions, IReadOnlyList<string> cut) => new()
    {
        Id = ticket.Id,
        SubmittedAt = ticket.SubmittedAt,
        Summary = ticket.Summary,
        Description = ticket.Description,
        RequestedPriority = decisions.Classification.Priority,
        PriorityReason = decisions.Classification.Reason,
        RespondBy = decisions.Response.RespondBy,
        Impact = ticket.Impact,
        Environment = ticket.Environment,
        WorkaroundAvailable = ticket.WorkaroundAvailable,
        SupportLevel = ticket.Level,
        ProjectId = ticket.ProjectId,
        OccurredAt = ticket.OccurredAt,
        Executions = ticket.Executions,
        FailedExecutions = ticket.FailedExecutions,
        TaskHistory = decisions.HistoryLine,
        ConsoleErrors = ticket.ConsoleErrors,
        ApiErrors = ticket.ApiErrors,
        UserIds = ticket.UserIds,
        Exceptions = ticket.Exceptions,
        Calls = ticket.Calls,
        Logs = ticket.Logs,
        Asked = decisions.Items,
        OpenIncidents = decisions.Incidents,
        Scopes = ticket.Scopes,
        AttachmentNames = ticket.Attachments.Select(a => a.FileName).ToArray(),
        Facts = ticket.Facts,
        CallsSeen = ticket.CallsSeen,
        Dropped = ticket.Dropped,
        Redactions = ticket.Redactions,
        Cut = cut,
    };
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(TicketDocument))]
internal sealed partial class TicketDocumentJson : JsonSerializerContext;

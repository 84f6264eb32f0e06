namespace SupportSdk.Paragon;

/// <summary>What Paragon's documentation says a failed response's body may hold; each part is null where it is absent.</summary>
internal sealed record ParagonBody
{
    public string? Code { get; init; }

    public string? Message { get; init; }

    public string? RequestId { get; init; }

    public bool IsIntegrationError { get; init; }

    public Guid ProjectId { get; init; }

    public Guid WorkflowId { get; init; }

    public Guid ExecutionId { get; init; }

    /// <summary>The execution that a 542 body names, or null where an id is missing.</summary>
    public WorkflowExecutionLink? Execution(Uri dashboard) =>
        ProjectId == Guid.Empty || WorkflowId == Guid.Empty || ExecutionId == Guid.Empty
            ? null
            : WorkflowExecutionLink.Create(ProjectId, WorkflowId, ExecutionId, dashboard);
}

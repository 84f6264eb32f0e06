namespace SupportSdk.Paragon.Bodies;

/// <summary>What Paragon's documentation says a response's body may tell of a failure; each part is null where it is absent.</summary>
internal sealed record ParagonBody
{
    public string? Code { get; init; }

    public string? Message { get; init; }

    public string? RequestId { get; init; }

    /// <summary>Whether a third party's API failed behind Paragon; its error may also come inside the <c>output</c> of a successful response.</summary>
    public bool IsIntegrationError { get; init; }

    /// <summary>What <c>errors[]</c> lists, at most <see cref="ParagonErrors.Most"/>.</summary>
    public IReadOnlyList<ParagonError> Errors { get; init; } = [];

    /// <summary>Whether the body tells of a failure although the status says success.</summary>
    public bool FailsInsideSuccess => IsIntegrationError || Errors.Count > 0;

    public Guid ProjectId { get; init; }

    public Guid WorkflowId { get; init; }

    public Guid ExecutionId { get; init; }

    /// <summary>The execution that a 542 body names, or null where an id is missing.</summary>
    public WorkflowExecutionLink? Execution(ExecutionLinkTemplate links) => links.Link(new ExecutionIds(ProjectId, WorkflowId, ExecutionId));

    /// <summary>The kind; never a text.</summary>
    public override string ToString() => "ParagonBody";
}

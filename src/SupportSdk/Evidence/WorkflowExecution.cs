namespace SupportSdk;

/// <summary>One failed workflow execution, as Paragon's Task History tells of it.</summary>
public sealed record WorkflowExecution
{
    /// <summary>The execution in the dashboard.</summary>
    public required WorkflowExecutionLink Link { get; init; }

    /// <summary>Its status in Task History's own word, for example <c>FAILED</c>.</summary>
    public required string Status { get; init; }

    /// <summary>When it began.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>How long it ran.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>The step that failed, or <see langword="null"/> where it was not read.</summary>
    public WorkflowStep? FailingStep { get; init; }

    /// <summary>What the failing step put out, redacted; at most 4,096 characters. <see langword="null"/> where it was not read.</summary>
    public string? Error { get; init; }

    /// <summary>The kind and the execution's id; never a text.</summary>
    public override string ToString() => $"WorkflowExecution {Link.ExecutionId:D}";
}

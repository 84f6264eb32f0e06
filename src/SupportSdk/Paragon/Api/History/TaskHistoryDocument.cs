using System.Text.Json;

namespace SupportSdk.Paragon.Api.History;

/// <summary>One page of executions; every member of what the API answers may be missing.</summary>
internal sealed record TaskHistoryPage
{
    public IReadOnlyList<TaskHistoryExecution?>? WorkflowExecutions { get; init; }

    public string? NextLink { get; init; }
}

/// <summary>One execution, in a list or by itself.</summary>
internal sealed record TaskHistoryExecution
{
    public string? Id { get; init; }

    public string? UserId { get; init; }

    public string? WorkflowId { get; init; }

    public string? Status { get; init; }

    public string? DateStarted { get; init; }

    public string? DateEnded { get; init; }

    /// <summary>Milliseconds.</summary>
    public string? RunDuration { get; init; }

    public IReadOnlyList<TaskHistoryStep?>? StepExecutions { get; init; }
}

/// <summary>One step of an execution.</summary>
internal sealed record TaskHistoryStep
{
    public string? Id { get; init; }

    public string? StepId { get; init; }

    public string? Status { get; init; }

    public string? Type { get; init; }

    public string? Start { get; init; }
}

/// <summary>What a step took and put out. A failed step's output is a text, or anything.</summary>
internal sealed record TaskHistoryStepDetails
{
    public JsonElement? Output { get; init; }
}

using System.Text.Json;

namespace SupportSdk.Paragon.Bodies;

/// <summary>The names that tell of executions in Paragon's JSON.</summary>
internal enum ExecutionField
{
    Other = 0,
    Id,
    ProjectId,
    WorkflowId,
    ExecutionId,
    Status,
    Project,
    Workflow,
    WorkflowExecution,
    WorkflowExecutions,
    StepExecutions,

    /// <summary>No name: the outermost object of an answer of Task History.</summary>
    HistoryAnswer,
}

/// <summary>Knows the names in a body.</summary>
internal static class ExecutionFields
{
    public static ExecutionField Of(ref Utf8JsonReader json) =>
        JsonText.Is(ref json, "id"u8) ? ExecutionField.Id
        : JsonText.Is(ref json, "projectId"u8) ? ExecutionField.ProjectId
        : JsonText.Is(ref json, "workflowId"u8) ? ExecutionField.WorkflowId
        : JsonText.Is(ref json, "executionId"u8) || JsonText.Is(ref json, "workflowExecutionId"u8) ? ExecutionField.ExecutionId
        : JsonText.Is(ref json, "status"u8) ? ExecutionField.Status
        : JsonText.Is(ref json, "project"u8) ? ExecutionField.Project
        : JsonText.Is(ref json, "workflow"u8) ? ExecutionField.Workflow
        : JsonText.Is(ref json, "workflowExecution"u8) ? ExecutionField.WorkflowExecution
        : JsonText.Is(ref json, "workflowExecutions"u8) ? ExecutionField.WorkflowExecutions
        : JsonText.Is(ref json, "stepExecutions"u8) ? ExecutionField.StepExecutions
        : ExecutionField.Other;
}

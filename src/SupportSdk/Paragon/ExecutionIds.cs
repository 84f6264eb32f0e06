namespace SupportSdk.Paragon;

/// <summary>The three ids that name a workflow execution. One that was not found is empty.</summary>
/// <param name="ProjectId">The project.</param>
/// <param name="WorkflowId">The workflow.</param>
/// <param name="ExecutionId">The execution.</param>
internal readonly record struct ExecutionIds(Guid ProjectId, Guid WorkflowId, Guid ExecutionId)
{
    public bool AreComplete => ProjectId != Guid.Empty && WorkflowId != Guid.Empty && ExecutionId != Guid.Empty;

    /// <summary>These ids, those that are missing taken from what is known around them.</summary>
    public ExecutionIds Or(Guid projectId, Guid workflowId) =>
        this with { ProjectId = ProjectId == Guid.Empty ? projectId : ProjectId, WorkflowId = WorkflowId == Guid.Empty ? workflowId : WorkflowId };
}

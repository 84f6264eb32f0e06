namespace SupportSdk.Paragon.Bodies;

/// <summary>What is known of one object or array that stands open while a body is read.</summary>
internal struct JsonLevel
{
    public bool IsArray;
    public ExecutionField Name;
    public int FirstFound;
    public bool Succeeded;
    public Guid ProjectId;
    public Guid WorkflowId;
    private Guid _id;
    private Guid _executionId;
    private bool _hasSteps;

    public void Take(ExecutionField field, Guid id)
    {
        switch (field)
        {
            case ExecutionField.Id:
                _id = id;
                break;
            case ExecutionField.ProjectId:
                ProjectId = id;
                break;
            case ExecutionField.WorkflowId:
                WorkflowId = id;
                break;
            case ExecutionField.ExecutionId:
                _executionId = id;
                break;
        }
    }

    /// <summary>Takes what an inner level, now closed, says of this one: <c>project: {id}</c> is this object's project.</summary>
    public void TakeFrom(in JsonLevel inner)
    {
        ProjectId = inner.Name == ExecutionField.Project && ProjectId == Guid.Empty ? inner._id : ProjectId;
        WorkflowId = inner.Name == ExecutionField.Workflow && WorkflowId == Guid.Empty ? inner._id : WorkflowId;
        _hasSteps |= inner is { Name: ExecutionField.StepExecutions, IsArray: true };
    }

    /// <summary>The execution that the level names, or the empty id. Of a list those that succeeded are passed over: a page of Task History holds a hundred.</summary>
    public readonly Guid Execution() =>
        _executionId != Guid.Empty ? _executionId
        : IsArray ? Guid.Empty
        : Name switch
        {
            ExecutionField.WorkflowExecution => _id,
            ExecutionField.WorkflowExecutions => Succeeded ? Guid.Empty : _id,
            ExecutionField.HistoryAnswer => _hasSteps || WorkflowId != Guid.Empty ? _id : Guid.Empty,
            _ => _hasSteps ? _id : Guid.Empty,
        };
}

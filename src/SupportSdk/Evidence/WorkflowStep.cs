namespace SupportSdk;

/// <summary>One step of a workflow execution.</summary>
/// <param name="StepId">The step's id in the workflow.</param>
/// <param name="Type">Its type in Paragon's own word, for example <c>ACTION/REQUEST</c>.</param>
public sealed record WorkflowStep(string StepId, string Type)
{
    /// <summary>The kind; never a text.</summary>
    public override string ToString() => "WorkflowStep";
}

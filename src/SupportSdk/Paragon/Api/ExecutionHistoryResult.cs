namespace SupportSdk.Paragon.Api;

/// <summary>What a history told.</summary>
internal sealed record ExecutionHistoryResult
{
    /// <summary>The failed executions, the latest first.</summary>
    public IReadOnlyList<WorkflowExecution> Executions { get; init; } = [];

    /// <summary>Whether the history holds more of them than were taken.</summary>
    public bool HasMore { get; init; }

    /// <summary>Why the history was not read, or not whole, in words with the way out; null where it was.</summary>
    public string? Problem { get; init; }

    /// <summary>What was masked in the executions' errors.</summary>
    public IReadOnlyList<RedactionNote> Redactions { get; init; } = [];

    /// <summary>The kind and counts; never a text.</summary>
    public override string ToString() => $"ExecutionHistoryResult executions: {Executions.Count}";
}

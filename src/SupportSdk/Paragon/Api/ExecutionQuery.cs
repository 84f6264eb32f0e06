namespace SupportSdk.Paragon.Api;

/// <summary>Whose failed executions are looked for, and around which moment.</summary>
internal sealed record ExecutionQuery
{
    /// <summary>The users, the one that matters most first. Executions of others are never given.</summary>
    public required IReadOnlyList<string> UserIds { get; init; }

    /// <summary>The workflows; none means any.</summary>
    public IReadOnlyList<Guid> WorkflowIds { get; init; } = [];

    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>The kind and counts; never a user.</summary>
    public override string ToString() => $"ExecutionQuery users: {UserIds.Count}, workflows: {WorkflowIds.Count}";
}

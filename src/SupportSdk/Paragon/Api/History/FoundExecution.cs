namespace SupportSdk.Paragon.Api.History;

/// <summary>An execution as far as it was read; its texts are still the API's own.</summary>
internal sealed record FoundExecution
{
    public required ExecutionIds Ids { get; init; }

    public required TaskHistoryExecution Listed { get; init; }

    public TaskHistoryStep? FailingStep { get; init; }

    /// <summary>What the failing step put out.</summary>
    public string? Output { get; init; }

    public DateTimeOffset? StartedAt => TaskHistoryJson.Instant(Listed.DateStarted);

    /// <summary>The kind and the id; never a text.</summary>
    public override string ToString() => $"FoundExecution {Ids.ExecutionId:D}";
}

namespace SupportSdk.Status.Statuspage;

/// <summary>The members of Statuspage's <c>summary.json</c> that are read; every one may be missing.</summary>
internal sealed record StatuspageDocument
{
    public StatuspagePage? Page { get; init; }

    public StatuspageStatus? Status { get; init; }

    public IReadOnlyList<StatuspageComponent?>? Components { get; init; }

    public IReadOnlyList<StatuspageIncident?>? Incidents { get; init; }

    public IReadOnlyList<StatuspageIncident?>? ScheduledMaintenances { get; init; }
}

/// <summary>The page itself.</summary>
internal sealed record StatuspagePage
{
    public string? Url { get; init; }
}

/// <summary>The page's own verdict.</summary>
internal sealed record StatuspageStatus
{
    public string? Indicator { get; init; }
}

/// <summary>A row of the page: a component, a group of them, or a placeholder.</summary>
internal sealed record StatuspageComponent
{
    public string? Id { get; init; }

    public string? Name { get; init; }

    public string? Status { get; init; }

    public bool Group { get; init; }
}

/// <summary>An incident, or a maintenance: the page tells both in one shape.</summary>
internal sealed record StatuspageIncident
{
    public string? Id { get; init; }

    public string? Name { get; init; }

    public string? Status { get; init; }

    public string? Impact { get; init; }

    public string? Shortlink { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? CreatedAt { get; init; }

    public DateTimeOffset? ResolvedAt { get; init; }

    public DateTimeOffset? ScheduledFor { get; init; }

    public DateTimeOffset? ScheduledUntil { get; init; }

    public IReadOnlyList<StatuspageComponent?>? Components { get; init; }

    public IReadOnlyList<StatuspageUpdate?>? IncidentUpdates { get; init; }
}

/// <summary>What was told of an incident at one moment.</summary>
internal sealed record StatuspageUpdate
{
    public IReadOnlyList<StatuspageAffected?>? AffectedComponents { get; init; }
}

/// <summary>A component that an update names.</summary>
internal sealed record StatuspageAffected
{
    public string? Code { get; init; }

    public string? Name { get; init; }
}

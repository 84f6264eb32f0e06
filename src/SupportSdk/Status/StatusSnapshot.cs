namespace SupportSdk.Status;

/// <summary>What a status page told at one moment.</summary>
public sealed record StatusSnapshot
{
    /// <summary>The worst of what it tells.</summary>
    public required StatusIndicator Indicator { get; init; }

    /// <summary>The components.</summary>
    public IReadOnlyList<StatusComponent> Components { get; init; } = [];

    /// <summary>The open incidents.</summary>
    public IReadOnlyList<StatusIncident> Incidents { get; init; } = [];

    /// <summary>Maintenances under way or announced.</summary>
    public IReadOnlyList<StatusMaintenance> Maintenances { get; init; } = [];

    /// <summary>When it was fetched.</summary>
    public required DateTimeOffset FetchedAt { get; init; }

    /// <summary>Whether the last refresh failed and this is an earlier answer.</summary>
    public bool IsStale { get; init; }

    /// <summary>The status page.</summary>
    public required Uri Source { get; init; }

    /// <summary>Why the feed is unknown or stale, in words; <see langword="null"/> where it was read.</summary>
    public string? Problem { get; init; }

    /// <summary>Where a person subscribes to alerts of this page.</summary>
    public Uri? SubscribeUrl { get; init; }
}

namespace SupportSdk.Status;

/// <summary>What a status page told at one moment.</summary>
public sealed record StatusSnapshot
{
    /// <summary>The worst of what it tells. Something that is not understood ranks above a maintenance and below whatever is known to be broken.</summary>
    public required StatusIndicator Indicator { get; init; }

    /// <summary>The components.</summary>
    public IReadOnlyList<StatusComponent> Components { get; init; } = [];

    /// <summary>The open incidents.</summary>
    public IReadOnlyList<StatusIncident> Incidents { get; init; } = [];

    /// <summary>Maintenances under way or announced.</summary>
    public IReadOnlyList<StatusMaintenance> Maintenances { get; init; } = [];

    /// <summary>When the page last said or confirmed it; of an unknown one, when it was tried.</summary>
    public required DateTimeOffset FetchedAt { get; init; }

    /// <summary>Whether the last refresh failed and this is an earlier answer. A stale one is never <see cref="StatusIndicator.Operational"/>.</summary>
    public bool IsStale { get; init; }

    /// <summary>The status page.</summary>
    public required Uri Source { get; init; }

    /// <summary>Why the feed is unknown, stale or not fully understood, in words; <see langword="null"/> where it was read and understood.</summary>
    public string? Problem { get; init; }

    /// <summary>Where a person subscribes to alerts of this page, or <see langword="null"/> where the page was not read.</summary>
    /// <remarks>A Statuspage page offers its subscriptions in a panel of the page itself, which has no address of its own, so this is the page's own address.</remarks>
    public Uri? SubscribeUrl { get; init; }

    /// <summary>The indicator and counts; never a text of the page, nor its address.</summary>
    public override string ToString() =>
        $"StatusSnapshot {Indicator}, incidents: {Incidents?.Count ?? 0}, components: {Components?.Count ?? 0}, maintenances: {Maintenances?.Count ?? 0}, stale: {(IsStale ? "yes" : "no")}";
}

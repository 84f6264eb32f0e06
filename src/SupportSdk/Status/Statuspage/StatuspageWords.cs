using System.Collections.Frozen;

namespace SupportSdk.Status.Statuspage;

/// <summary>What the words of a page mean. A word that is not known means <see cref="StatusIndicator.Unknown"/>, never operational.</summary>
internal static class StatuspageWords
{
    private static readonly FrozenDictionary<string, StatusIndicator> Meanings = new Dictionary<string, StatusIndicator>
    {
        ["none"] = StatusIndicator.Operational,
        ["minor"] = StatusIndicator.Minor,
        ["major"] = StatusIndicator.Major,
        ["critical"] = StatusIndicator.Critical,
        ["maintenance"] = StatusIndicator.Maintenance,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenDictionary<string, StatusIndicator> ComponentMeanings = new Dictionary<string, StatusIndicator>
    {
        ["operational"] = StatusIndicator.Operational,
        ["degraded_performance"] = StatusIndicator.Minor,
        ["partial_outage"] = StatusIndicator.Major,
        ["major_outage"] = StatusIndicator.Critical,
        ["under_maintenance"] = StatusIndicator.Maintenance,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string> Closed = new[] { "resolved", "postmortem", "completed" }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);
    private static readonly FrozenSet<string> Active = new[] { "in_progress", "verifying" }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    public static StatusIndicator Indicator(string? word) => Meanings.GetValueOrDefault(word ?? "");

    public static StatusIndicator Component(string? word) => ComponentMeanings.GetValueOrDefault(word ?? "");

    public static bool IsClosed(string? word) => Closed.Contains(word ?? "");

    public static bool IsActive(string? word) => Active.Contains(word ?? "");

    /// <summary>The worse of two. What is not understood may hide anything, so it outranks a maintenance; it does not outrank what is known to be broken.</summary>
    public static StatusIndicator Worse(StatusIndicator one, StatusIndicator other) => Rank(one) >= Rank(other) ? one : other;

    private static int Rank(StatusIndicator indicator) => indicator switch
    {
        StatusIndicator.Operational => 0,
        StatusIndicator.Maintenance => 1,
        StatusIndicator.Unknown => 2,
        StatusIndicator.Minor => 3,
        StatusIndicator.Major => 4,
        _ => 5,
    };
}

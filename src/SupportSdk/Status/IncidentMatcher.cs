using System.Collections.Frozen;

namespace SupportSdk.Status;

/// <summary>Finds the open incidents that a ticket is about, from the words of both.</summary>
/// <remarks>
/// A ticket that matches may be held back (<c>KnownIncidents = Hold</c>), so a match needs evidence: a distinctive word of one affected component's name,
/// or two different words of that name or of the incident's title. A word counts from four letters, whatever its case and plural, and only as a whole word;
/// words that every incident uses ("elevated", "errors") or every ticket ("paragon", "https") never count, and words that most tickets hold ("workflow",
/// "integration") count only together with another. An incident that names no component does not match everything: its title decides.
/// The texts are the ticket's words, error messages, hosts and integration names; links of executions hold "workflows" and "executions" in
/// their path whatever went wrong, so they do not belong here.
/// </remarks>
internal static class IncidentMatcher
{
    private const int FewestLetters = 4;

    private static readonly FrozenSet<string> Meaningless = Words(
        "about", "affect", "affected", "affecting", "after", "also", "been", "being", "before", "certain", "customer", "degradation",
        "degraded", "delay", "delayed", "disruption", "down", "during", "elevated", "error", "experiencing", "fail", "failed", "failing", "failure", "for",
        "from", "have", "high", "http", "https", "identified", "impact", "impacted", "impacting", "incident", "increase", "increased", "intermittent",
        "investigating", "investigation", "into", "issue", "latency", "maintenance", "major", "minor", "monitoring", "multiple", "operational", "outage",
        "paragon", "partial", "performance", "problem", "rate", "resolved", "response", "service", "several", "slow", "slowness", "some", "status", "system",
        "that", "this", "time", "timeout", "unable", "unavailable", "update", "user", "useparagon", "when", "with", "within", "your");

    private static readonly FrozenSet<string> Common = Words(
        "action", "application", "call", "cloud", "connect", "connection", "data", "execution", "integration", "project", "request", "server",
        "step", "sync", "task", "trigger", "webhook", "workflow");

    /// <summary>The incidents of the snapshot that the texts match, in the page's order.</summary>
    internal static IReadOnlyList<StatusIncident> Match(StatusSnapshot snapshot, IReadOnlyCollection<string> texts)
    {
        var said = texts.SelectMany(WordsOf).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return said.Count == 0 ? [] : snapshot.Incidents.Where(incident => Matches(incident, said)).ToArray();
    }

    private static bool Matches(StatusIncident incident, HashSet<string> said) =>
        Shared(incident.Name, said).Count >= 2 || incident.Components.Any(component => MatchesComponent(component, said));

    private static bool MatchesComponent(string component, HashSet<string> said)
    {
        var shared = Shared(component, said);
        return shared.Count >= 2 || shared.Any(word => !Common.Contains(word));
    }

    private static HashSet<string> Shared(string name, HashSet<string> said) =>
        WordsOf(name).Where(said.Contains).ToHashSet(StringComparer.OrdinalIgnoreCase);

    private static List<string> WordsOf(string? text)
    {
        var words = new List<string>();
        var rest = text.AsSpan();
        while (!rest.IsEmpty)
        {
            var length = 0;
            while (length < rest.Length && char.IsLetterOrDigit(rest[length]))
                length++;
            if (Significant(rest[..length]) is { } word)
                words.Add(word);
            rest = rest[Math.Min(length + 1, rest.Length)..];
        }

        return words;
    }

    private static string? Significant(ReadOnlySpan<char> run)
    {
        var letters = 0;
        foreach (var character in run)
            letters += char.IsLetter(character) ? 1 : 0;
        if (letters < FewestLetters)
            return null;
        var word = Singular(run.ToString());
        return Meaningless.Contains(word) ? null : word;
    }

    private static string Singular(string word) =>
        word.Length > FewestLetters && word.EndsWith("s", StringComparison.OrdinalIgnoreCase) && !word.EndsWith("ss", StringComparison.OrdinalIgnoreCase)
            ? word[..^1]
            : word;

    private static FrozenSet<string> Words(params string[] words) => words.Select(Singular).ToFrozenSet(StringComparer.OrdinalIgnoreCase);
}

using System.Text;

namespace SupportSdk.Status.Statuspage;

/// <summary>Makes a snapshot of a document: the worst of what the page tells, and what of it is odd.</summary>
internal static class StatuspageReading
{
    private const int LongestText = 200;
    private const int MostOddities = 5;

    /// <summary>The document as it stands at <paramref name="now"/>, since a maintenance begins and ends without a word from the page.</summary>
    public static StatusSnapshot Read(StatuspageDocument document, Uri page, DateTimeOffset fetchedAt, DateTimeOffset now)
    {
        var components = Present(document.Components).Where(row => !row.Group && !IsPlaceholder(row)).Select(Component).ToArray();
        var incidents = Present(document.Incidents).Where(IsOpen).ToArray();
        var maintenances = Present(document.ScheduledMaintenances)
            .Where(maintenance => IsOpen(maintenance) && !IsOver(maintenance, now)).Select(maintenance => Maintenance(maintenance, now)).ToArray();
        var oddities = Oddities(document, components);
        var told = components.Select(component => component.Indicator)
            .Concat(incidents.Select(Severity))
            .Concat(maintenances.Where(maintenance => maintenance.IsActive).Select(_ => StatusIndicator.Maintenance))
            .Append(StatuspageWords.Indicator(document.Status?.Indicator));
        return new()
        {
            Indicator = told.Aggregate(oddities.Count > 0 ? StatusIndicator.Unknown : StatusIndicator.Operational, StatuspageWords.Worse),
            Components = components,
            Incidents = incidents.Select(incident => Incident(incident, components)).ToArray(),
            Maintenances = maintenances,
            FetchedAt = fetchedAt,
            Source = page,
            Problem = Problem(page, oddities),
            SubscribeUrl = Link(document.Page?.Url) ?? page,
        };
    }

    private static IEnumerable<T> Present<T>(IReadOnlyList<T?>? rows) where T : class => (rows ?? []).OfType<T>();

    // Such a row is a link in disguise, and always "operational".
    private static bool IsPlaceholder(StatuspageComponent row) =>
        row.Name is { } name
        && name.TrimStart().StartsWith("Visit ", StringComparison.OrdinalIgnoreCase)
        && name.Contains("for more information", StringComparison.OrdinalIgnoreCase);

    private static StatusComponent Component(StatuspageComponent row) =>
        new(OneLine(row.Id), OneLine(row.Name), OneLine(row.Status), StatuspageWords.Component(row.Status));

    // A word that is not known counts as open; without any word the time of resolution decides.
    private static bool IsOpen(StatuspageIncident incident) =>
        string.IsNullOrWhiteSpace(incident.Status) ? incident.ResolvedAt is null : !StatuspageWords.IsClosed(incident.Status);

    // Pages tell of real outages with the impact "none", so an impact can only raise.
    private static StatusIndicator Severity(StatuspageIncident incident) =>
        StatuspageWords.Worse(StatusIndicator.Minor, StatuspageWords.Indicator(incident.Impact));

    private static StatusIncident Incident(StatuspageIncident incident, StatusComponent[] components) => new(
        OneLine(incident.Id), OneLine(incident.Name), OneLine(incident.Status), OneLine(incident.Impact), Link(incident.Shortlink),
        incident.StartedAt ?? incident.CreatedAt, Affected(incident, components));

    private static string[] Affected(StatuspageIncident incident, StatusComponent[] components)
    {
        var listed = Present(incident.Components).Where(row => !row.Group && !IsPlaceholder(row)).Select(row => OneLine(row.Name));
        // An update puts the group before the name ("Engine - Scheduler"); the component's own row has the plain one.
        var told = Present(incident.IncidentUpdates).SelectMany(update => Present(update.AffectedComponents))
            .Select(affected => components.FirstOrDefault(component => component.Id == affected.Code)?.Name ?? OneLine(affected.Name));
        var names = listed.Where(name => name.Length > 0).Distinct().ToArray();
        return names.Length > 0 ? names : told.Where(name => name.Length > 0).Distinct().ToArray();
    }

    // One that is under way may overrun its window; one that was only announced and whose window has passed is forgotten there.
    private static bool IsOver(StatuspageIncident maintenance, DateTimeOffset now) =>
        !StatuspageWords.IsActive(maintenance.Status) && maintenance.ScheduledUntil <= now;

    private static StatusMaintenance Maintenance(StatuspageIncident maintenance, DateTimeOffset now) => new(
        OneLine(maintenance.Id), OneLine(maintenance.Name), OneLine(maintenance.Status), Link(maintenance.Shortlink),
        maintenance.ScheduledFor, maintenance.ScheduledUntil,
        StatuspageWords.IsActive(maintenance.Status) || (maintenance.ScheduledFor <= now && now < maintenance.ScheduledUntil));

    private static List<string> Oddities(StatuspageDocument document, StatusComponent[] components)
    {
        var oddities = new List<string>();
        if (StatuspageWords.Indicator(document.Status?.Indicator) == StatusIndicator.Unknown)
            oddities.Add($"its indicator is \"{OneLine(document.Status?.Indicator)}\"");
        if (document.Components is null)
            oddities.Add("it lists no components");
        if (document.Incidents is null)
            oddities.Add("it lists no incidents");
        oddities.AddRange(components.Where(component => component.Indicator == StatusIndicator.Unknown)
            .Select(component => $"component \"{component.Name}\" is \"{component.Status}\""));
        return oddities;
    }

    private static string? Problem(Uri page, List<string> oddities)
    {
        if (oddities.Count == 0)
            return null;
        var more = oddities.Count > MostOddities ? $", and {oddities.Count - MostOddities} more" : "";
        return $"The status page at {StatusHttp.Shown(page)} (Status.Page) is not fully understood: "
            + $"{string.Join(", ", oddities.Take(MostOddities))}{more}. What is not understood does not count as operational.";
    }

    private static Uri? Link(string? text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var link) && StatusHttp.IsAllowed(link) ? link : null;

    private static string OneLine(string? text)
    {
        if (text is null)
            return "";
        var line = new StringBuilder(Math.Min(text.Length, LongestText));
        foreach (var rune in text.Trim().EnumerateRunes())
        {
            if (line.Length + rune.Utf16SequenceLength > LongestText)
                break;
            line.Append(Rune.IsControl(rune) ? " " : rune.ToString());
        }

        return line.ToString();
    }
}

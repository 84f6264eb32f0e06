namespace SupportSdk;

/// <summary>An incident, as the status page tells it.</summary>
/// <param name="Id">The page's id of the incident.</param>
/// <param name="Name">Its title.</param>
/// <param name="Status">Its status in the page's own word, for example <c>investigating</c>.</param>
/// <param name="Impact">Its impact in the page's own word, for example <c>major</c>; pages say <c>none</c> of real outages, so it can raise the indicator and never lower it.</param>
/// <param name="Url">The page that tells of it, or <see langword="null"/> where the feed has none.</param>
/// <param name="StartedAt">When it began, or <see langword="null"/> where the feed does not say.</param>
/// <param name="Components">The names of the components that are affected.</param>
public sealed record StatusIncident(
    string Id, string Name, string Status, string Impact, Uri? Url, DateTimeOffset? StartedAt, IReadOnlyList<string> Components)
{
    /// <summary>The kind and the number of components; never a text of the page.</summary>
    public override string ToString() => $"StatusIncident, components: {Components?.Count ?? 0}";
}

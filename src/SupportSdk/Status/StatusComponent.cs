namespace SupportSdk.Status;

/// <summary>A component of the status page; group rows and placeholder rows are left out.</summary>
/// <param name="Id">The page's id of the component.</param>
/// <param name="Name">Its name.</param>
/// <param name="Status">Its status in the page's own word, for example <c>partial_outage</c>.</param>
/// <param name="Indicator">What that word means; <see cref="StatusIndicator.Unknown"/> where the word is not known.</param>
public sealed record StatusComponent(string Id, string Name, string Status, StatusIndicator Indicator)
{
    /// <summary>The kind and what its status means; never a text of the page.</summary>
    public override string ToString() => $"StatusComponent {Indicator}";
}

namespace SupportSdk.Status;

/// <summary>Where the status page is, and how patiently it is asked.</summary>
public sealed class StatusOptions
{
    /// <summary>The status page's address; the feed is <c>api/v2/summary.json</c> below it (Statuspage v2).</summary>
    /// <value>The default is <c>https://status.useparagon.com</c>.</value>
    public Uri Page { get; set; } = new("https://status.useparagon.com");

    /// <summary>How long a submission waits for the status at most.</summary>
    /// <value>The default is 2 seconds.</value>
    public TimeSpan Budget { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How long an answer counts as fresh.</summary>
    /// <value>The default is 30 seconds.</value>
    public TimeSpan CacheFor { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long an earlier answer is used when the page cannot be read; it is then marked as stale.</summary>
    /// <value>The default is 15 minutes.</value>
    public TimeSpan StaleFor { get; set; } = TimeSpan.FromMinutes(15);
}

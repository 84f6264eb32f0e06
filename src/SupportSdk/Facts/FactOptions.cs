namespace SupportSdk.Facts;

/// <summary>Which facts of the surroundings a ticket carries. They are read when a ticket is made, never before.</summary>
public sealed class FactOptions
{
    /// <summary>How long each fact is waited for. They are read side by side, so it is also the bound of all.</summary>
    /// <value>The default is 500 milliseconds.</value>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>The assemblies whose versions a ticket names, such as the app's own integration packages; at most 50.</summary>
    /// <value>The default is what the SDK's HTTP calls go through.</value>
    public IList<string> Packages { get; set; } = ["Microsoft.Extensions.Http", "Microsoft.Extensions.Http.Resilience", "Polly.Core"];

    /// <summary>The environment variables that may hold the region the app runs in; the first that is set is taken. No other variable's value enters a ticket.</summary>
    /// <value>The default is those that AWS, Azure, Google Cloud and Fly.io document.</value>
    public IList<string> RegionVariables { get; set; } = ["AWS_REGION", "AWS_DEFAULT_REGION", "REGION_NAME", "AZURE_REGION", "GOOGLE_CLOUD_REGION", "FLY_REGION"];

    /// <summary>
    /// A file, best beside the durable outbox, in which the last healthy calls are kept, so that after a restart or deployment a ticket still says what changed since.
    /// It holds hosts, ports, versions and instants.
    /// </summary>
    /// <value>The default is <see langword="null"/>: healthy calls of this run alone are known.</value>
    public string? BaselinePath { get; set; }
}

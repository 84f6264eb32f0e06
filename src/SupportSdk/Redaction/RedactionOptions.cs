namespace SupportSdk.Redaction;

/// <summary>What is kept in clear. Everything else that is named is masked: its name stays visible, its value does not.</summary>
public sealed class RedactionOptions
{
    /// <summary>Query keys whose values are kept.</summary>
    /// <value>The default is a list of keys that name ids, pages and kinds, never secrets. A key whose name is itself secret-like (<c>access_token</c>) is masked even if it is added.</value>
    public ISet<string> AllowedQueryKeys { get; } = new HashSet<string>(StringComparer.OrdinalIgnoreCase)
    {
        "workflowId", "integration", "integrations", "status", "offset", "limit", "page", "sortBy", "beforeDate", "afterDate", "version", "api-version",
    };

    /// <summary>Headers whose values are kept.</summary>
    /// <value>The default is a list of headers that name ids and formats. Headers with secret-like names (<c>Authorization</c>, <c>Cookie</c>, <c>X-Api-Key</c>) are masked even if they are added.</value>
    public ISet<string> AllowedHeaders { get; } = new HashSet<string>(StringComparer.OrdinalIgnoreCase)
    {
        "Accept", "Content-Type", "Content-Length", "Date", "Retry-After", "Server", "User-Agent", "traceparent", "Request-Id",
        "X-Request-Id", "X-Correlation-Id", "X-Paragon-SDK-Version",
    };

    /// <summary>Whether e-mail addresses in texts are masked. User IDs and contacts are not: support needs them.</summary>
    /// <value>The default is <see langword="false"/>, since a user ID may be an address.</value>
    public bool MaskEmailAddresses { get; set; }

    /// <summary>Rules of the app's own, applied after the built-in ones.</summary>
    /// <value>The default is none.</value>
    public IList<RedactionRule> CustomRules { get; } = [];
}

namespace SupportSdk.Facts.Changes;

/// <summary>The last healthy call to one host, with what was running: what a later ticket is compared with, and what the baseline file holds. Nothing in it is a secret.</summary>
internal sealed record HealthyCall
{
    public required string Host { get; init; }
    public required int Port { get; init; }
    public bool IsHttps { get; init; }

    /// <summary>For example <c>1.1</c>; null where it is not known.</summary>
    public string? HttpVersion { get; init; }

    /// <summary>For example <c>TLS 1.3</c>; null where it is not known.</summary>
    public string? Tls { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>Version by name: the app, the SDK, the runtime and the named packages.</summary>
    public IReadOnlyDictionary<string, string> Versions { get; init; } = new Dictionary<string, string>();

    public override string ToString() => $"HealthyCall {Host}:{Port}";
}

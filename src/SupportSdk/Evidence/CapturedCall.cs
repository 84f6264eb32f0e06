using System.Globalization;

namespace SupportSdk;

/// <summary>One call to Paragon, well or not, as it stands in the timeline of a scope.</summary>
public sealed record CapturedCall
{
    /// <summary>The HTTP method.</summary>
    public required string Method { get; init; }

    /// <summary>The address; values of query keys that are not allowed are masked.</summary>
    public required string Url { get; init; }

    /// <summary>When it ended.</summary>
    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>How long it took.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>The status of the response; <see langword="null"/> without one.</summary>
    public int? StatusCode { get; init; }

    /// <summary>Why there is no response, for example <c>Timeout</c>; else <see langword="null"/>.</summary>
    public string? Failure { get; init; }

    /// <summary>The attempt within its operation, from 1, where the app's own retries were seen; else <see langword="null"/>.</summary>
    public int? Attempt { get; init; }

    /// <summary>What the attempts of one operation share, a number from 1 within one snapshot; else <see langword="null"/>.</summary>
    public int? Operation { get; init; }

    /// <summary>The kind and the status; never the address.</summary>
    public override string ToString() => $"CapturedCall {StatusCode?.ToString(CultureInfo.InvariantCulture) ?? "without response"}";
}

namespace SupportSdk;

/// <summary>One failed API request: what support looks up first.</summary>
/// <remarks>Captured errors are redacted before they are kept; errors that an app adds itself are redacted where they enter.</remarks>
public sealed record ApiError
{
    /// <summary>The HTTP method, for example <c>POST</c>.</summary>
    public required string Method { get; init; }

    /// <summary>The address with the values of query keys redacted, unless they are on the allow-list.</summary>
    public required string Url { get; init; }

    /// <summary>When the request failed.</summary>
    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>The HTTP status, or <see langword="null"/> where no response arrived.</summary>
    public int? StatusCode { get; init; }

    /// <summary>Paragon's error code: a string such as <c>41070</c>, from the body's <c>code</c>. Without a response, the kind of failure, such as <c>Timeout</c>.</summary>
    public string? Code { get; init; }

    /// <summary>The error's text, from the body's <c>message</c>.</summary>
    public string? Message { get; init; }

    /// <summary>The request's id, from the body's <c>meta.requestId</c>: support finds the request by it. Never redacted.</summary>
    public string? RequestId { get; init; }

    /// <summary>The W3C trace id of the app's activity, 32 hexadecimal digits. Never redacted.</summary>
    public string? TraceId { get; init; }

    /// <summary>From the request's start until the response's headers, or the failure.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>The beginning of the response's text, redacted; at most 16 KiB.</summary>
    public string? BodyExcerpt { get; init; }

    /// <summary>The headers of the request and its content, one line each; values that are not on the allow-list are masked.</summary>
    public string? RequestHeaders { get; init; }

    /// <summary>The headers of the response and its content, one line each; values that are not on the allow-list are masked.</summary>
    public string? ResponseHeaders { get; init; }

    /// <summary>The attempt within its operation, from 1, where the app's own retries were seen; else <see langword="null"/>.</summary>
    public int? Attempt { get; init; }

    /// <summary>What the attempts of one operation share, a number from 1 within one snapshot; else <see langword="null"/>.</summary>
    public int? Operation { get; init; }

    /// <summary>Whether a third party's API failed behind Paragon (<c>meta.isIntegrationError</c>), and not Paragon itself.</summary>
    public bool IsIntegrationError { get; init; }

    /// <summary>The kind, status, code and request id; never a text or an address.</summary>
    public override string ToString() => $"ApiError {StatusCode?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "without response"}";
}

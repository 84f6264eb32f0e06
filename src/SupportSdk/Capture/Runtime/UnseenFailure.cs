namespace SupportSdk.Capture.Runtime;

/// <summary>A failed call of a client without a handler of the SDK's: what the runtime told of it, and how more can be seen.</summary>
/// <param name="Method">The method; null where it was not told.</param>
/// <param name="Url">The address.</param>
/// <param name="StatusCode">The status; null without a response.</param>
/// <param name="TraceId">The trace of the app's activity.</param>
internal sealed record UnseenFailure(HttpMethod? Method, Uri Url, int? StatusCode, string? TraceId)
{
    public const string UnknownMethod = "?";

    private const string HowToSeeMore = "For the body, the request ID and the user, make the client by IHttpClientFactory, or put a DiagnosticsHandler into it.";
    private const string NoBody = "Uninstrumented client: no body was seen.";
    private const string OnlyMessage = "Uninstrumented client: only this message was seen.";
    private const int StillRunning = 542;

    /// <summary>The message of the exception; null where the response alone says failure.</summary>
    public string? Exception { get; init; }

    /// <summary>The kind of the exception, in the words of the meter; null where it was not told.</summary>
    public string? ErrorType { get; init; }

    public ApiError ToApiError(DateTimeOffset at, TimeSpan duration) => new()
    {
        Method = Method?.Method ?? UnknownMethod,
        Url = Url.AbsoluteUri,
        OccurredAt = at,
        StatusCode = StatusCode,
        Code = StatusCode is >= 400 ? null : Kind(),
        Message = Words(),
        TraceId = TraceId,
        Duration = duration,
    };

    private string Words() => StatusCode switch
    {
        StillRunning => $"{NoBody} A 542 says that the workflow runs on, and its body names the execution. {HowToSeeMore}",
        >= 400 => $"{NoBody} {HowToSeeMore}",
        _ => $"{Exception} {OnlyMessage} {HowToSeeMore}",
    };

    // HttpClient names its setting in the message of a time-out, in every language; a cancellation says nothing.
    private string Kind() => Exception switch
    {
        not null when Exception.Contains("HttpClient.Timeout", StringComparison.Ordinal) || Exception.Contains("ConnectTimeout", StringComparison.Ordinal) => CancelledCalls.Timeout,
        _ when ErrorType is null => "Failed",
        _ when ErrorType.EndsWith("CanceledException", StringComparison.Ordinal) => CancelledCalls.Cancelled,
        _ when ErrorType.Contains('.', StringComparison.Ordinal) => ErrorType[(ErrorType.LastIndexOf('.') + 1)..],
        _ => string.Concat(ErrorType.Split('_').Where(word => word.Length > 0).Select(word => char.ToUpperInvariant(word[0]) + word[1..])),
    };
}

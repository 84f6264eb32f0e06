using System.Diagnostics;

namespace SupportSdk.Capture.Http;

/// <summary>One call under way: where its evidence belongs, and what it was before redirects changed the request.</summary>
internal readonly record struct SentCall(DiagnosticScope Scope, HttpMethod Method, Uri Url, long Started)
{
    /// <summary>The record of its failure, without what a body would add.</summary>
    /// <param name="request">The request as it is now.</param>
    /// <param name="redirected">Whether it went to another of Paragon's addresses in between.</param>
    /// <param name="clock">The clock that started it.</param>
    public ApiError ErrorOf(HttpRequestMessage request, bool redirected, TimeProvider clock) => new()
    {
        Method = (redirected ? request.Method : Method).Method,
        Url = (redirected ? request.RequestUri! : Url).AbsoluteUri,
        OccurredAt = clock.GetUtcNow(),
        TraceId = TraceIdOf(request),
        Duration = clock.GetElapsedTime(Started),
    };

    // Without an activity of the app's the runtime may have made one for the call, which is over by now; the header on the request tells.
    private static string? TraceIdOf(HttpRequestMessage request) =>
        Activity.Current is { IdFormat: ActivityIdFormat.W3C } activity ? activity.TraceId.ToHexString()
        : request.Headers.NonValidated.TryGetValues("traceparent", out var parent) && ActivityContext.TryParse(parent.ToString(), null, out var context) ? context.TraceId.ToHexString()
        : null;
}

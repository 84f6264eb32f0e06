using System.Diagnostics;

namespace SupportSdk.Capture.Http;

/// <summary>One call under way: where its evidence belongs, and what it was before redirects changed the request.</summary>
internal readonly record struct SentCall(EvidenceBook Book, HttpMethod Method, Uri Url, long Started)
{
    /// <summary>Notes how it ended; gives the timestamp of that.</summary>
    public long Note(EvidenceKind kind, object subject, object detail, short status, EvidenceClock clock, int bytes = 0)
    {
        var now = clock.Now;
        Book.Add(new EvidenceRecord { Kind = kind, At = now, Subject = subject, Detail = detail, Duration = now - Started, Status = status, Bytes = bytes });
        return now;
    }

    // Without an activity of the app's the runtime may have made one for the call, which is over by now; the header on the request tells.
    public static string? TraceIdOf(HttpRequestMessage request) =>
        Activity.Current is { IdFormat: ActivityIdFormat.W3C } activity ? activity.TraceId.ToHexString()
        : request.Headers.NonValidated.TryGetValues("traceparent", out var parent) && ActivityContext.TryParse(parent.ToString(), null, out var context) ? context.TraceId.ToHexString()
        : null;
}

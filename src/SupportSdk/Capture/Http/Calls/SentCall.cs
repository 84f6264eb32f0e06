using System.Diagnostics;

namespace SupportSdk.Capture.Http.Calls;

/// <summary>One call under way: where its evidence belongs, and what it was before redirects changed the request. Used again for another call, so that noting a call allocates nothing.</summary>
internal sealed class SentCall
{
    public EvidenceBook Book { get; private set; } = null!;

    public HttpRequestMessage Request { get; private set; } = null!;

    public HttpMethod Method { get; private set; } = null!;

    public Uri Url { get; private set; } = null!;

    public long Started { get; private set; }

    /// <summary>The token that the app's handlers gave.</summary>
    public CancellationToken Token { get; private set; }

    /// <summary>What it is an attempt of, where an earlier attempt of the same request failed.</summary>
    public RetriedCall? Operation { get; set; }

    /// <summary>The W3C trace id, or null. Without an activity of the app's the runtime may have made one for the call, which is over by now; the header on the request tells.</summary>
    public string? TraceId =>
        Activity.Current is { IdFormat: ActivityIdFormat.W3C } activity ? activity.TraceId.ToHexString()
        : Request.Headers.NonValidated.TryGetValues("traceparent", out var parent) && ActivityContext.TryParse(parent.ToString(), null, out var context) ? context.TraceId.ToHexString()
        : null;

    public void Begin(EvidenceBook book, HttpRequestMessage request, long started, CancellationToken token)
    {
        (Book, Request, Method, Url) = (book, request, request.Method, request.RequestUri!);
        (Token, Started) = (token, started);
    }

    /// <summary>Notes an answer that says success; gives the timestamp of that.</summary>
    public long NoteSuccess(int status, EvidenceClock clock)
    {
        var now = clock.Now;
        Book.Add(new EvidenceRecord
        {
            Kind = EvidenceKind.Call,
            At = now,
            Subject = Url,
            Detail = Method,
            Duration = now - Started,
            Status = (short)status,
            Operation = Operation?.Number ?? 0,
            Attempt = Operation?.Attempt ?? 0,
        });
        return now;
    }

    /// <summary>Notes a failure as an attempt of its operation; gives the timestamp of that.</summary>
    public long NoteFailure(FailedCall failed, int status, RetriedCall operation, EvidenceClock clock, int bytes)
    {
        var now = clock.Now;
        Book.Add(new EvidenceRecord
        {
            Kind = EvidenceKind.ApiError,
            At = now,
            Subject = failed,
            Detail = failed,
            Duration = now - Started,
            Status = (short)status,
            Bytes = bytes,
            Operation = operation.Number,
            Attempt = operation.Attempt,
        });
        return now;
    }

    /// <summary>Forgets the call.</summary>
    public void Clear()
    {
        (Book, Request, Method, Url) = (null!, null!, null!, null!);
        (Token, Operation) = (CancellationToken.None, null);
    }
}

using SupportSdk.Paragon;

namespace SupportSdk.Capture.Http;

/// <summary>A call that failed, with what the app read of the response until now. Text is made of it when a snapshot is read.</summary>
internal sealed class FailedCall(HttpMethod method, Uri url, int? statusCode, string? traceId) : IHeldBody
{
    private const int StillRunning = 542;

    private Excerpt? _body;

    /// <summary>The beginning of the response's text; filled as the app reads.</summary>
    public Excerpt? Body
    {
        get => Volatile.Read(ref _body);
        init => _body = value;
    }

    /// <summary>What the call threw.</summary>
    public Exception? Exception { get; init; }

    /// <summary>What kind of failure it was, where there is no response.</summary>
    public string? Failure { get; set; }

    public int Release() => Interlocked.Exchange(ref _body, null)?.Capacity ?? 0;

    /// <summary>The error, not redacted yet. A workflow that still runs has not failed: then it is an execution. A 542 that names none is not the documented one, and is an error, so that nothing is lost.</summary>
    public ApiError ToApiError(DateTimeOffset at, TimeSpan duration, Uri dashboard, out WorkflowExecutionLink? execution)
    {
        var body = Body;
        var paragon = body is null ? new ParagonBody() : ParagonBodyReader.Read(body.Utf8().Span);
        execution = statusCode == StillRunning ? paragon.Execution(dashboard) : null;
        var text = body?.Text();
        return new ApiError
        {
            Method = method.Method,
            Url = url.AbsoluteUri,
            OccurredAt = at,
            StatusCode = statusCode,
            Duration = duration,
            TraceId = traceId,
            Code = Failure ?? paragon.Code,
            Message = Exception is null ? paragon.Message : ExceptionWalk.MessageOf(Exception),
            RequestId = paragon.RequestId,
            IsIntegrationError = paragon.IsIntegrationError,
            BodyExcerpt = string.IsNullOrWhiteSpace(text) ? null : text,
        };
    }
}

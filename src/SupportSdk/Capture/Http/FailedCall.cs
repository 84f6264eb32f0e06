using SupportSdk.Capture.Http.Bodies;
using SupportSdk.Capture.Http.Calls;
using SupportSdk.Paragon;
using SupportSdk.Paragon.Bodies;

namespace SupportSdk.Capture.Http;

/// <summary>A call that failed, with what the app read of the response until now. Text is made of it when a snapshot is read.</summary>
internal sealed class FailedCall(HttpMethod method, Uri url, int? statusCode, string? traceId) : IHeldBody, IBodyWatcher
{
    private const int StillRunning = 542;

    private Excerpt? _body;

    public string Method => method.Method;

    public Uri Url => url;

    public int? StatusCode => statusCode;

    /// <summary>The beginning of the response's text; filled as the app reads.</summary>
    public Excerpt? Body
    {
        get => Volatile.Read(ref _body);
        init => _body = value;
    }

    /// <summary>What the call threw, or the reading of its response.</summary>
    public Exception? Exception { get; set; }

    /// <summary>What kind of failure it was, where there is no response, or it broke off.</summary>
    public string? Failure { get; set; }

    /// <summary>What the end of a long body tells of errors.</summary>
    public IReadOnlyList<ParagonError> LateErrors { get; set; } = [];

    public HeaderNotes RequestHeaders { get; init; }

    public HeaderNotes ResponseHeaders { get; set; }

    /// <summary>Whether the status says success, and only the body tells of the failure.</summary>
    public bool IsInsideSuccess => statusCode is < 400;

    public int Release() => Interlocked.Exchange(ref _body, null)?.Capacity ?? 0;

    public void Saw(ReadOnlySpan<byte> bytes) => Body?.Append(bytes);

    public void End(bool isWhole)
    {
        if (isWhole)
        {
            Body?.End();
        }
    }

    // That the app stops reading is its own affair: the failed response is evidence already.
    public void Fail(Exception exception, CancellationToken cancellationToken)
    {
        if (Failure is null && !(exception is OperationCanceledException && cancellationToken.IsCancellationRequested))
        {
            (Exception, Failure) = (exception, FailureKind.Of(exception, cancellationToken));
        }
    }

    /// <summary>The error, not redacted yet, and the executions that the body names. A workflow that still runs has not failed: then the error is null. A 542 that names none is not the documented one, and is an error, so that nothing is lost.</summary>
    public ApiError? ToApiError(DateTimeOffset at, TimeSpan duration, ExecutionLinkTemplate links, out IReadOnlyList<WorkflowExecutionLink> executions)
    {
        var body = Body;
        var utf8 = body?.Utf8() ?? default;
        var paragon = body is null ? new ParagonBody() : ParagonBodyReader.Read(utf8.Span);
        executions = LinksIn(utf8.Span, links);
        if (statusCode == StillRunning && paragon.Execution(links) is { } running)
        {
            executions = executions.Contains(running) ? executions : [running, .. executions];
            return null;
        }

        var text = body?.Text();
        return new ApiError
        {
            Method = method.Method,
            Url = url.AbsoluteUri,
            OccurredAt = at,
            StatusCode = statusCode,
            Duration = duration,
            TraceId = traceId,
            Code = paragon.Code ?? Failure,
            Message = MessageOf(paragon),
            RequestId = paragon.RequestId,
            IsIntegrationError = paragon.IsIntegrationError,
            BodyExcerpt = string.IsNullOrWhiteSpace(text) ? null : text,
            RequestHeaders = RequestHeaders.Text(),
            ResponseHeaders = ResponseHeaders.Text(),
        };
    }

    private WorkflowExecutionLink[] LinksIn(ReadOnlySpan<byte> utf8, ExecutionLinkTemplate links) =>
        utf8.IsEmpty ? [] : [.. ExecutionIdReader.FindIn(utf8, ParagonPath.Parse(url.AbsolutePath)).Select(links.Link).OfType<WorkflowExecutionLink>()];

    private string? MessageOf(ParagonBody paragon)
    {
        var errors = LateErrors.Count > 0 ? LateErrors : paragon.Errors;
        return paragon.Message ?? (errors.Count > 0 ? string.Join("; ", errors.Select(Words)) : Exception is null ? null : ExceptionWalk.MessageOf(Exception));
    }

    private static string Words(ParagonError error) => string.Join(": ", new[] { error.Integration, error.Type, error.Message }.OfType<string>());
}

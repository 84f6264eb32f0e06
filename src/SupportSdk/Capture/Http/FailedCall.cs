using SupportSdk.Paragon;
using SupportSdk.Paragon.Bodies;

namespace SupportSdk.Capture.Http;

/// <summary>One failed response in its scope: recorded when the app gets it, and once more, fuller, when the app has read more of its body.</summary>
internal sealed class FailedCall(DiagnosticScope scope, ApiError error, ExecutionLinkTemplate links)
{
    /// <summary>Paragon's status for a workflow that goes on beyond the request's 55 seconds; its body names the execution.</summary>
    private const int StillRunning = 542;

    private ApiError? _kept;
    private bool _linked;

    /// <summary>Records what is known.</summary>
    /// <param name="excerpt">What was read of the body until now; null where none may be read.</param>
    /// <param name="more">Whether the app may read more of it.</param>
    public void Record(Excerpt? excerpt, bool more)
    {
        var body = excerpt is null ? new ParagonBody() : ParagonBodyReader.Read(excerpt.Utf8().Span);
        if (error.StatusCode == StillRunning && body.Execution(links) is { } link)
        {
            scope.AddExecution(link);
            _linked = true;
        }

        // A running workflow has not failed. A 542 that names no execution is not the documented one, and is kept as an error so that nothing is lost.
        if (!_linked && !(error.StatusCode == StillRunning && more))
        {
            _kept = scope.Keep(Fuller(body, excerpt?.Text()), inPlaceOf: _kept);
        }
    }

    private ApiError Fuller(ParagonBody body, string? text) => error with
    {
        Code = body.Code,
        Message = body.Message,
        RequestId = body.RequestId,
        IsIntegrationError = body.IsIntegrationError,
        BodyExcerpt = string.IsNullOrWhiteSpace(text) ? null : text,
    };
}

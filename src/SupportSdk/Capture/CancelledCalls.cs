using System.Runtime.CompilerServices;
using SupportSdk.Capture.Http;

namespace SupportSdk.Capture;

/// <summary>Tells a timeout from a cancellation by the caller, once that can be known.</summary>
/// <remarks>
/// Inside the handlers both look alike: HttpClient passes one token for the caller's and for its own <c>Timeout</c>. Only the exception that leaves HttpClient tells:
/// it holds a <see cref="TimeoutException"/> around the very exception that the handler saw. So that one is remembered, weakly, with its record.
/// </remarks>
internal sealed class CancelledCalls
{
    public const string Cancelled = "Cancelled";

    public const string Timeout = "Timeout";

    private readonly ConditionalWeakTable<Exception, FailedCall> _calls = [];

    public void Note(OperationCanceledException exception, FailedCall call) => _calls.AddOrUpdate(exception, call);

    /// <summary>Looks whether an exception that reached the app says that a call noted here timed out, and if so corrects its record.</summary>
    public void Resolve(Exception exception)
    {
        var timedOut = false;
        var current = exception;
        for (var depth = 0; current is not null && depth < ExceptionWalk.MaxDepth; depth++, current = current.InnerException)
        {
            timedOut |= current is TimeoutException;
            if (timedOut && _calls.TryGetValue(current, out var call))
            {
                call.Failure = Timeout;
            }
        }
    }
}

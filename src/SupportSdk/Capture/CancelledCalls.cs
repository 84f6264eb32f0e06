using System.Runtime.CompilerServices;

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

    private readonly ConditionalWeakTable<Exception, Record> _records = [];

    public void Note(OperationCanceledException exception, DiagnosticScope scope, ApiError kept) => _records.AddOrUpdate(exception, new Record(scope, kept));

    /// <summary>Looks whether an exception that reached the app says that a call noted here timed out, and if so corrects its record.</summary>
    public void Resolve(Exception exception)
    {
        var timedOut = false;
        var current = exception;
        for (var depth = 0; current is not null && depth < ExceptionWalk.MaxDepth; depth++, current = current.InnerException)
        {
            timedOut |= current is TimeoutException;
            if (timedOut && _records.TryGetValue(current, out var record))
            {
                _records.Remove(current);
                record.Scope.Keep(record.Kept with { Code = Timeout }, inPlaceOf: record.Kept);
            }
        }
    }

    private sealed record Record(DiagnosticScope Scope, ApiError Kept);
}

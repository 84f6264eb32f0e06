using SupportSdk.Capture.Exceptions;
using SupportSdk.Capture.Http;
using SupportSdk.Capture.Logs;
using SupportSdk.Capture.Runtime;
using SupportSdk.Paragon;
using SupportSdk.Redaction;
using SupportSdk.Telemetry;

namespace SupportSdk.Capture;

/// <summary>Makes text of the records of one copy, once: redacted, bounded, with its own redaction report.</summary>
internal sealed class EvidenceReading(EvidenceDoor door, CancelledCalls cancelled, ExecutionLinkTemplate links, CaptureFailures failures)
{
    private readonly RedactionTally _tally = new();
    private readonly List<ApiError> _apiErrors = [];
    private readonly List<ConsoleError> _consoleErrors = [];
    private readonly ExceptionReading _exceptions = new(door);
    private readonly List<CapturedCall> _calls = [];
    private readonly List<CapturedLog> _logs = [];
    private readonly List<WorkflowExecutionLink> _executions = [];
    private readonly OperationNumbers _operations = new();
    private int _unreadable;

    public TicketDiagnostics Read(EvidenceCopy copy)
    {
        _executions.AddRange(copy.Executions);

        // An exception tells whether a cancelled call was a timeout; so these first.
        foreach (ref readonly var record in copy.Records)
        {
            _operations.See(record);
            if ((record.Subject as Exception ?? record.Detail as Exception) is { } exception)
            {
                cancelled.Resolve(exception);
            }
        }

        foreach (var index in copy.InOrder())
        {
            TryRead(copy.Records[index], copy.Clock);
        }

        var scopes = copy.Scopes.Select(name => door.Name(name, _tally)).ToArray();
        var dropped = new LossCounts();
        dropped.Add(copy.Dropped);
        dropped.Add(LossReason.TooLarge, _tally.Cut);
        dropped.Add(LossReason.CaptureFailed, _unreadable);
        return new TicketDiagnostics
        {
            TakenAt = copy.TakenAt,
            Scopes = scopes,
            UserIds = copy.Users.Reverse().ToArray(),
            Executions = _executions,
            ApiErrors = _apiErrors,
            ConsoleErrors = _consoleErrors,
            Exceptions = _exceptions.Seen,
            Calls = _calls,
            Logs = _logs,
            CallsSeen = copy.Calls,
            Dropped = dropped.ByName(),
            Redactions = _tally.Notes,
        };
    }

    private void TryRead(in EvidenceRecord record, EvidenceClock clock)
    {
        try
        {
            Read(record, clock.InstantOf(record.At), clock.Length(record.Duration));
        }
        catch (Exception e)
        {
            _unreadable++;
            failures.Note(e); // One record that cannot be read must not take the others with it.
        }
    }

    private void Read(in EvidenceRecord record, DateTimeOffset at, TimeSpan duration)
    {
        switch (record.Subject)
        {
            case ApiError error:
                _apiErrors.Add(door.Clean(error, _tally));
                break;
            case ConsoleError error:
                _consoleErrors.Add(door.Clean(error, _tally));
                break;
            case Exception exception:
                _exceptions.Note(exception, at, _tally);
                break;
            case LoggedMessage logged:
                ReadLog(record, logged, at);
                break;
            case Uri url when record.Kind == EvidenceKind.Call:
                ReadCall(record, url, at, duration);
                break;
            case FailedCall failed:
                ReadFailure(record, failed, at, duration);
                break;
            case UnseenFailure unseen:
                ReadUnseen(unseen.ToApiError(at, duration));
                break;
        }
    }

    // An error that was logged with its exception is the exception, too; a warning's is what the app coped with.
    private void ReadLog(in EvidenceRecord record, LoggedMessage logged, DateTimeOffset at)
    {
        var details = record.Detail is not Exception exception ? null
            : record.Kind == EvidenceKind.ErrorLog ? _exceptions.Note(exception, at, _tally) : _exceptions.Describe(exception, at, _tally);
        _logs.Add(LogReading.Read(record, logged, at, details, door, _tally));
    }

    private void ReadCall(in EvidenceRecord record, Uri url, DateTimeOffset at, TimeSpan duration) => _calls.Add(new CapturedCall
    {
        Method = (record.Detail as HttpMethod)?.Method ?? UnseenFailure.UnknownMethod,
        Url = door.Url(url.AbsoluteUri, _tally, "call.url"),
        OccurredAt = at,
        Duration = duration,
        StatusCode = record.Status,
        Attempt = _operations.AttemptOf(record),
        Operation = _operations.NumberOf(record),
    });

    private void ReadFailure(in EvidenceRecord record, FailedCall failed, DateTimeOffset at, TimeSpan duration)
    {
        var (attempt, operation) = (_operations.AttemptOf(record), _operations.NumberOf(record));
        var read = failed.ToApiError(at, duration, links, out var executions);
        _executions.AddRange(executions.Except(_executions));
        var error = read is null ? null : door.Clean(read, _tally) with { Attempt = attempt, Operation = operation };
        if (error is not null)
        {
            _apiErrors.Add(error);
        }

        if (failed.IsInsideSuccess)
        {
            return; // The call is noted already, as the success that its status says.
        }

        _calls.Add(new CapturedCall
        {
            Method = failed.Method,
            Url = error?.Url ?? door.Url(failed.Url.AbsoluteUri, _tally, "call.url"),
            OccurredAt = at,
            Duration = duration,
            StatusCode = failed.StatusCode,
            Failure = failed.StatusCode is null ? failed.Failure : null,
            Attempt = attempt,
            Operation = operation,
        });
    }

    private void ReadUnseen(ApiError failed)
    {
        var error = door.Clean(failed, _tally);
        _apiErrors.Add(error);
        _calls.Add(new CapturedCall
        {
            Method = error.Method,
            Url = error.Url,
            OccurredAt = error.OccurredAt,
            Duration = error.Duration ?? TimeSpan.Zero,
            StatusCode = error.StatusCode,
            Failure = error.StatusCode is null ? error.Code : null,
        });
    }
}

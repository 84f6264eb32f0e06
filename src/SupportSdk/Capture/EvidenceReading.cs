using SupportSdk.Capture.Http;
using SupportSdk.Paragon;
using SupportSdk.Redaction;

namespace SupportSdk.Capture;

/// <summary>Makes text of the records of one copy, once: redacted, bounded, with its own redaction report.</summary>
internal sealed class EvidenceReading(EvidenceDoor door, CancelledCalls cancelled, ExecutionLinkTemplate links, CaptureFailures failures)
{
    private readonly RedactionTally _tally = new();
    private readonly List<ApiError> _apiErrors = [];
    private readonly List<ConsoleError> _consoleErrors = [];
    private readonly List<ExceptionDetails> _exceptions = [];
    private readonly List<CapturedCall> _calls = [];
    private readonly List<CapturedLog> _logs = [];
    private readonly List<WorkflowExecutionLink> _executions = [];
    private readonly OperationNumbers _operations = new();

    public TicketDiagnostics Read(EvidenceCopy copy)
    {
        _executions.AddRange(copy.Executions);

        // An exception tells whether a cancelled call was a timeout; so these first.
        foreach (ref readonly var record in copy.Records)
        {
            _operations.See(record);
            if (record.Subject is Exception exception)
            {
                cancelled.Resolve(exception);
            }
        }

        foreach (ref readonly var record in copy.Records)
        {
            TryRead(record, copy.Clock);
        }

        return new TicketDiagnostics
        {
            TakenAt = copy.TakenAt,
            Scopes = copy.Scopes.Select(name => door.Name(name, _tally)).ToArray(),
            UserIds = copy.Users.Reverse().ToArray(),
            Executions = _executions,
            ApiErrors = _apiErrors,
            ConsoleErrors = _consoleErrors,
            Exceptions = _exceptions,
            Calls = _calls,
            Logs = _logs,
            CallsSeen = copy.Calls,
            Dropped = copy.Dropped.ByName(),
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
                _exceptions.Add(door.Describe(exception, at, _tally));
                break;
            case Uri url when record.Kind == EvidenceKind.Call:
                ReadCall(record, url, at, duration);
                break;
            case FailedCall failed:
                ReadFailure(record, failed, at, duration);
                break;
        }
    }

    private void ReadCall(in EvidenceRecord record, Uri url, DateTimeOffset at, TimeSpan duration) => _calls.Add(new CapturedCall
    {
        Method = ((HttpMethod)record.Detail!).Method,
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
}

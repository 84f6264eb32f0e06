using SupportSdk.Telemetry;

namespace SupportSdk;

/// <summary>The evidence of one scope: bounded, append-only, safe for several threads. What does not fit is counted by reason.</summary>
internal sealed class EvidenceBook(LossLedger losses)
{
    internal const int MaxPerKind = 100;

    private readonly object _gate = new();
    private readonly List<string> _users = [];
    private readonly List<WorkflowExecutionLink> _executions = [];
    private readonly List<ApiError> _apiErrors = [];
    private readonly List<ConsoleError> _consoleErrors = [];
    private readonly List<ExceptionDetails> _exceptions = [];
    private readonly Dictionary<string, long> _dropped = [];
    private int _calls;

    public void AddUser(string userId)
    {
        lock (_gate)
        {
            _users.Remove(userId);
            Append(_users, userId);
        }
    }

    public void AddExecution(WorkflowExecutionLink link)
    {
        lock (_gate)
        {
            if (!_executions.Contains(link))
            {
                Append(_executions, link);
            }
        }
    }

    public void AddApiError(ApiError error) => Locked(_apiErrors, error);

    /// <summary>Puts a fuller record in the place of an earlier one; one that gave way in between stays away.</summary>
    public void ReplaceApiError(ApiError earlier, ApiError fuller)
    {
        lock (_gate)
        {
            var index = _apiErrors.FindIndex(error => ReferenceEquals(error, earlier));
            if (index >= 0)
            {
                _apiErrors[index] = fuller;
            }
        }
    }

    public void AddConsoleError(ConsoleError error) => Locked(_consoleErrors, error);

    public void AddException(ExceptionDetails exception) => Locked(_exceptions, exception);

    public void CountCall() => Interlocked.Increment(ref _calls);

    public static TicketDiagnostics Merge(DateTimeOffset takenAt, IEnumerable<string?> names, IReadOnlyList<EvidenceBook> outermostFirst)
    {
        var all = new EvidenceBook(new LossLedger());
        foreach (var book in outermostFirst)
        {
            book.CopyTo(all);
        }

        return new TicketDiagnostics
        {
            TakenAt = takenAt,
            Scopes = names.OfType<string>().ToArray(),
            UserIds = Enumerable.Reverse(all._users).ToArray(),
            Executions = all._executions.ToArray(),
            ApiErrors = all._apiErrors.ToArray(),
            ConsoleErrors = all._consoleErrors.ToArray(),
            Exceptions = all._exceptions.ToArray(),
            CallsSeen = all._calls,
            Dropped = all._dropped,
        };
    }

    public override string ToString()
    {
        lock (_gate)
        {
            return $"executions: {_executions.Count}, API errors: {_apiErrors.Count}, console errors: {_consoleErrors.Count}, exceptions: {_exceptions.Count}, users: {_users.Count}";
        }
    }

    private void CopyTo(EvidenceBook target)
    {
        lock (_gate)
        {
            foreach (var user in _users)
            {
                target._users.Remove(user);
                target._users.Add(user);
            }

            target._executions.AddRange(_executions.Except(target._executions));
            target._apiErrors.AddRange(_apiErrors);
            target._consoleErrors.AddRange(_consoleErrors);
            target._exceptions.AddRange(_exceptions);
            target._calls += Volatile.Read(ref _calls);
            foreach (var (reason, count) in _dropped)
            {
                target._dropped[reason] = target._dropped.GetValueOrDefault(reason) + count;
            }
        }
    }

    private void Locked<T>(List<T> list, T item)
    {
        lock (_gate)
        {
            Append(list, item);
        }
    }

    // The first failures explain the rest: when a list is full the second half gives way, oldest first.
    private void Append<T>(List<T> list, T item)
    {
        if (list.Count == MaxPerKind)
        {
            list.RemoveAt(MaxPerKind / 2);
            losses.Count(LossReason.ScopeFull);
            _dropped[LossReason.ScopeFull.Name] = _dropped.GetValueOrDefault(LossReason.ScopeFull.Name) + 1;
        }

        list.Add(item);
    }
}

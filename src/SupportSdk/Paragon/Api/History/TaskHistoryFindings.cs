using System.Globalization;

namespace SupportSdk.Paragon.Api.History;

/// <summary>What a search has found until now, and what went wrong. It can be read at any moment, also while requests hang.</summary>
/// <param name="mostExecutions">How many executions are kept.</param>
internal sealed class TaskHistoryFindings(int mostExecutions)
{
    private readonly object _gate = new();
    private readonly List<FoundExecution> _found = [];
    private int _strangers;
    private int _unread;
    private bool _hasMore;
    private bool _isOver;
    private string? _listProblem;
    private string? _stepProblem;

    /// <summary>The executions, the latest first.</summary>
    public IReadOnlyList<FoundExecution> Executions => Read(() => _found.OrderByDescending(execution => execution.StartedAt).ToArray());

    public bool HasMore => Read(() => _hasMore);

    /// <summary>Whether no further list is worth a request.</summary>
    public bool HasEnough => Read(() => _isOver || _found.Count >= mostExecutions);

    /// <summary>Whether no request can fare better now.</summary>
    public bool IsOver => Read(() => _isOver);

    /// <summary>What went wrong, in words; null where nothing did.</summary>
    public string? Problem => Read(Words);

    public void Add(FoundExecution execution)
    {
        lock (_gate)
        {
            if (_found.Exists(found => found.Ids == execution.Ids))
            {
                return;
            }

            if (_found.Count >= mostExecutions)
            {
                _hasMore = true;
                return;
            }

            _found.Add(execution);
        }
    }

    /// <summary>Puts what is known of an execution by now in the place of what was known before.</summary>
    public void Replace(FoundExecution execution)
    {
        lock (_gate)
        {
            _found[_found.FindIndex(found => found.Ids == execution.Ids)] = execution;
        }
    }

    /// <summary>Counts an execution that was not asked for.</summary>
    public void CountStranger()
    {
        lock (_gate)
        {
            _strangers++;
        }
    }

    public void LeaveMore()
    {
        lock (_gate)
        {
            _hasMore = true;
        }
    }

    /// <summary>Notes that a list could not be read.</summary>
    public void FailList(string? problem, bool isFinal)
    {
        lock (_gate)
        {
            _listProblem ??= problem;
            _isOver |= isFinal;
        }
    }

    /// <summary>Notes that the failing step of an execution could not be read.</summary>
    public void FailStep(string? problem, bool isFinal)
    {
        lock (_gate)
        {
            _unread++;
            _stepProblem ??= problem;
            _isOver |= isFinal;
        }
    }

    private string? Words()
    {
        string?[] problems =
        [
            _listProblem,
            _strangers == 0 ? null : $"It also answered with {Number(_strangers)} executions of another user, workflow, state or time than was asked for; they are left out.",
            _unread == 0 ? null : $"The failing step of {Number(_unread)} executions was not read{(_stepProblem is null ? " for the same reason." : ": " + _stepProblem)}",
        ];
        return problems.OfType<string>().ToArray() is { Length: > 0 } found ? string.Join(' ', found) : null;
    }

    private T Read<T>(Func<T> read)
    {
        lock (_gate)
        {
            return read();
        }
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}

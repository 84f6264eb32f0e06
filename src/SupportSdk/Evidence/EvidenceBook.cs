using SupportSdk.Telemetry;

namespace SupportSdk;

/// <summary>The records of one scope, in a ring for each kind. Safe for several threads.</summary>
/// <param name="budget">The memory that it shares with the other books of the client.</param>
/// <param name="losses">Where losses are counted.</param>
internal sealed class EvidenceBook(EvidenceBudget budget, LossLedger losses)
{
    internal const int MaxUsers = 100;
    internal const int MaxExecutions = 100;

    // The first failures explain the rest, so they stay; of chatter only what is near the failure counts.
    private const int FirstFailures = 32;
    private const int OwnBytes = 512;
    private const int Kinds = (int)EvidenceKind.ErrorLog + 1;

    private readonly object _gate = new();
    private readonly EvidenceRing?[] _rings = new EvidenceRing?[Kinds];
    private List<string>? _users;
    private List<WorkflowExecutionLink>? _executions;
    private LossCounts _dropped;
    private int _calls;
    private int _bytes;
    private bool _entered;
    private bool _closed;

    /// <summary>What the subject of a record of a kind takes, roughly: a call its address, a failed one its headers too. Measured by what a full client keeps.</summary>
    public static int OwnBytesOf(EvidenceKind kind) => kind switch
    {
        EvidenceKind.Call => 400,
        EvidenceKind.ApiError => 1_000,
        EvidenceKind.ConsoleError => 200,
        _ => 0,
    };

    /// <summary>How a book gives memory back, the least valuable first; each way gives the bytes and the records that went.</summary>
    public static IReadOnlyList<Func<EvidenceBook, (int Bytes, int Records)>> WaysToGive { get; } =
    [
        static book => book.Drop(EvidenceKind.Call, EvidenceKind.Log),
        static book => book.ReleaseBodies(),
        static book => book.DropAll(),
    ];

    /// <summary>The next older book of the budget; the budget's own.</summary>
    public EvidenceBook? Older { get; set; }

    /// <summary>The next newer book of the budget; the budget's own.</summary>
    public EvidenceBook? Newer { get; set; }

    /// <summary>Whether it takes part in the budget; the budget's own.</summary>
    public EvidenceBookState State { get; set; }

    public void Add(in EvidenceRecord record)
    {
        int bytes;
        bool enters;
        lock (_gate)
        {
            var before = _bytes;
            enters = Enter();
            Write(record);
            bytes = _closed ? 0 : _bytes - before;
        }

        Settle(bytes, enters);
    }

    public void AddUser(string userId)
    {
        lock (_gate)
        {
            _users ??= [];
            _users.Remove(userId);
            Append(_users, userId, MaxUsers);
        }
    }

    public void AddExecution(WorkflowExecutionLink link)
    {
        lock (_gate)
        {
            _executions ??= [];
            if (!_executions.Contains(link))
            {
                Append(_executions, link, MaxExecutions);
            }
        }
    }

    /// <summary>Counts what was seen and is not kept.</summary>
    public void CountLoss(LossReason reason, int times = 1)
    {
        if (times > 0)
        {
            lock (_gate)
            {
                Lose(reason, times);
            }
        }
    }

    public void CountCall() => Interlocked.Increment(ref _calls);

    /// <summary>Adds what is here to a copy, after what is there.</summary>
    public void CopyTo(EvidenceCopy copy)
    {
        lock (_gate)
        {
            foreach (var ring in _rings)
            {
                if (ring is not null)
                {
                    copy.Count += ring.CopyTo(copy.Room(ring.Count));
                }
            }

            copy.AddUsers(_users ?? []);
            copy.AddExecutions(_executions ?? []);
            copy.Dropped.Add(_dropped);
            copy.Calls += Volatile.Read(ref _calls);
        }
    }

    /// <summary>Gives its memory back to the budget; what was noted stays readable as long as the scope is held.</summary>
    public void Close()
    {
        int bytes;
        bool left;
        lock (_gate)
        {
            (bytes, left) = (_closed ? 0 : _bytes, _entered);
            (_closed, _entered) = (true, false);
        }

        if (left)
        {
            budget.Leave(this);
        }

        Settle(-bytes, enters: false);
    }

    public override string ToString()
    {
        lock (_gate)
        {
            return $"executions: {_executions?.Count ?? 0}, API errors: {CountOf(EvidenceKind.ApiError)}, console errors: {CountOf(EvidenceKind.ConsoleError)}, "
                + $"exceptions: {CountOf(EvidenceKind.Exception)}, users: {_users?.Count ?? 0}";
        }
    }

    private bool Enter()
    {
        if (_entered || _closed)
        {
            return false;
        }

        _bytes += OwnBytes;
        return _entered = true;
    }

    private void Settle(int bytes, bool enters)
    {
        if (enters)
        {
            budget.Enter(this);
        }

        if (bytes != 0)
        {
            budget.Add(bytes);
        }
    }

    private void Write(in EvidenceRecord record)
    {
        var ring = _rings[(int)record.Kind];
        if (ring is null)
        {
            ring = _rings[(int)record.Kind] = new EvidenceRing(IsChatter(record.Kind) ? 0 : FirstFailures, OwnBytesOf(record.Kind));
            _bytes += ring.Bytes;
        }

        var before = ring.Bytes;
        var full = ring.Add(record, out var gone);
        _bytes += ring.Bytes - before + record.Bytes - gone.Bytes;
        if (full)
        {
            Lose(LossReason.ScopeFull, 1);
        }
    }

    private (int Bytes, int Records) Drop(params ReadOnlySpan<EvidenceKind> kinds)
    {
        lock (_gate)
        {
            var (bytes, records) = (0, 0);
            foreach (var kind in kinds)
            {
                if (_rings[(int)kind] is { } ring)
                {
                    bytes += ring.Bytes + ring.HeldBytes();
                    records += ring.Count;
                    _rings[(int)kind] = null;
                }
            }

            _bytes -= bytes;
            _dropped.Add(LossReason.MemoryBudget, records);
            return (_closed ? 0 : bytes, records);
        }
    }

    // A scope that the app forgot to dispose must not hold a place for ever: with its last record it leaves the budget, and enters again with the next.
    private (int Bytes, int Records) DropAll()
    {
        lock (_gate)
        {
            var gone = Drop(EvidenceKind.ApiError, EvidenceKind.ConsoleError, EvidenceKind.Exception, EvidenceKind.ErrorLog);
            if (_entered)
            {
                (_entered, _bytes, gone.Bytes) = (false, _bytes - OwnBytes, gone.Bytes + OwnBytes);
            }

            return gone;
        }
    }

    private (int Bytes, int Records) ReleaseBodies()
    {
        lock (_gate)
        {
            var bytes = _rings[(int)EvidenceKind.ApiError]?.ReleaseBodies() ?? 0;
            _bytes -= bytes;
            return (_closed ? 0 : bytes, 0);
        }
    }

    private void Append<T>(List<T> list, T item, int most)
    {
        if (list.Count == most)
        {
            list.RemoveAt(most / 2);
            Lose(LossReason.ScopeFull, 1);
        }

        list.Add(item);
    }

    private void Lose(LossReason reason, int times)
    {
        losses.Count(reason, times);
        _dropped.Add(reason, times);
    }

    private int CountOf(EvidenceKind kind) => _rings[(int)kind]?.Count ?? 0;

    private static bool IsChatter(EvidenceKind kind) => kind is EvidenceKind.Call or EvidenceKind.Log;
}

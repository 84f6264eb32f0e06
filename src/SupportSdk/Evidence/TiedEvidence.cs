using System.Runtime.CompilerServices;
using SupportSdk.Telemetry;

namespace SupportSdk;

/// <summary>
/// Evidence that is tied to an exception which left its scope, until the exception is forgotten. It takes part in the client's memory, with a quarter of it at
/// most: the oldest ties give way.
/// </summary>
/// <param name="budget">The memory of the client.</param>
/// <param name="losses">Where losses are counted.</param>
internal sealed class TiedEvidence(EvidenceBudget budget, LossLedger losses)
{
    private const int MostExceptionsDeep = 20;

    private readonly object _gate = new();
    private readonly ConditionalWeakTable<Exception, Tie> _ties = [];
    private Queue<Entry> _entries = new();
    private long _bytes;

    private long MaxBytes => budget.MaxBytes / 4;

    /// <summary>Ties what the scope noted to an exception that leaves it. The innermost scope is the one that counts; scopes of different work do not mix.</summary>
    public void Add(Exception exception, DiagnosticScope scope)
    {
        lock (_gate)
        {
            if (_ties.TryGetValue(exception, out var known))
            {
                known.Meet(scope);
                return;
            }

            var copy = scope.Copy();
            var bytes = copy.Bytes;
            _ties.Add(exception, new Tie(scope, copy));
            _entries.Enqueue(new Entry(new WeakReference<Exception>(exception), bytes, copy.Count));
            _bytes += bytes;
            budget.Add(bytes);
            Relieve();
        }
    }

    /// <summary>What is tied to an exception; an app may wrap what left the scope, so the tie may be further in.</summary>
    public EvidenceCopy? Of(Exception? exception)
    {
        for (var depth = 0; exception is not null && depth < MostExceptionsDeep; depth++, exception = exception.InnerException)
        {
            if (_ties.TryGetValue(exception, out var tie))
            {
                return tie.Copy;
            }
        }

        return null;
    }

    // Those of exceptions that are forgotten go first, and are no loss.
    private void Relieve()
    {
        if (_bytes <= MaxBytes)
        {
            return;
        }

        var kept = new Queue<Entry>();
        foreach (var entry in _entries)
        {
            if (entry.Exception.TryGetTarget(out _))
            {
                kept.Enqueue(entry);
            }
            else
            {
                GiveBack(entry);
            }
        }

        for (; _bytes > MaxBytes && kept.Count > 1; losses.Count(LossReason.MemoryBudget, kept.Peek().Records), GiveBack(kept.Dequeue()))
        {
            if (kept.Peek().Exception.TryGetTarget(out var exception))
            {
                _ties.Remove(exception);
            }
        }

        _entries = kept;
    }

    private void GiveBack(Entry entry)
    {
        _bytes -= entry.Bytes;
        budget.Add(-entry.Bytes);
    }

    private sealed record Entry(WeakReference<Exception> Exception, int Bytes, int Records);

    private sealed class Tie(DiagnosticScope scope, EvidenceCopy copy)
    {
        private readonly WeakReference<DiagnosticScope> _scope = new(scope);

        /// <summary>The evidence; null once scopes of different work met.</summary>
        public EvidenceCopy? Copy { get; private set; } = copy;

        public void Meet(DiagnosticScope other)
        {
            if (!_scope.TryGetTarget(out var known) || (!known.IsWithin(other) && !other.IsWithin(known)))
            {
                Copy = null;
            }
        }
    }
}

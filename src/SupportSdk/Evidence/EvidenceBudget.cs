using SupportSdk.Telemetry;

namespace SupportSdk;

/// <summary>
/// The memory that all open scopes of one client share. Who adds beyond it makes the oldest evidence of all give way: first chatter, then bodies, then errors.
/// </summary>
/// <param name="maxBytes">The limit.</param>
/// <param name="losses">Where losses are counted.</param>
internal sealed class EvidenceBudget(long maxBytes, LossLedger losses)
{
    private readonly object _gate = new();
    private EvidenceBook? _oldest;
    private EvidenceBook? _newest;
    private long _used;

    /// <summary>The limit.</summary>
    public long MaxBytes => maxBytes;

    /// <summary>Bytes in use.</summary>
    public long Used => Volatile.Read(ref _used);

    /// <summary>Takes or, with a negative number, gives back bytes.</summary>
    public void Add(int bytes)
    {
        if (Interlocked.Add(ref _used, bytes) > maxBytes && bytes > 0)
        {
            Relieve();
        }
    }

    /// <summary>Lets a book take part, as the newest. One that has left for good stays out.</summary>
    public void Enter(EvidenceBook book)
    {
        lock (_gate)
        {
            if (book.State == EvidenceBookState.Outside)
            {
                (book.Older, book.Newer, book.State) = (_newest, null, EvidenceBookState.Inside);
                _ = _newest is null ? _oldest = book : _newest.Newer = book;
                _newest = book;
            }
        }
    }

    /// <summary>Takes a book out for good; it gives its bytes back by itself.</summary>
    public void Leave(EvidenceBook book)
    {
        lock (_gate)
        {
            Unlink(book, EvidenceBookState.Left);
        }
    }

    // Down to seven eighths, so that at the limit not every record pays for a walk over all scopes.
    private void Relieve()
    {
        lock (_gate)
        {
            var enough = maxBytes - (maxBytes / 8);
            foreach (var way in EvidenceBook.WaysToGive)
            {
                for (var book = _oldest; book is not null && Used > enough;)
                {
                    var (bytes, records) = way(book);
                    Interlocked.Add(ref _used, -bytes);
                    losses.Count(LossReason.MemoryBudget, records);
                    var next = book.Newer;
                    if (way == EvidenceBook.WaysToGive[^1])
                    {
                        Unlink(book, EvidenceBookState.Outside);
                    }

                    book = next;
                }
            }
        }
    }

    private void Unlink(EvidenceBook book, EvidenceBookState then)
    {
        if (book.State == EvidenceBookState.Inside)
        {
            _ = book.Older is null ? _oldest = book.Newer : book.Older.Newer = book.Newer;
            _ = book.Newer is null ? _newest = book.Older : book.Newer.Older = book.Older;
            (book.Older, book.Newer) = (null, null);
        }

        book.State = then;
    }
}

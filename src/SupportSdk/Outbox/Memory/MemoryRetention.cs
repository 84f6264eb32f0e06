namespace SupportSdk.Outbox.Memory;

/// <summary>Lets delivered tickets go, by age and by number, as the SQL outbox does; so that a long-lived process does not grow with its tickets.</summary>
internal sealed class MemoryRetention(OutboxRetention retention)
{
    private readonly Queue<(MemoryTicket Ticket, DateTimeOffset At)> _ended = new();

    /// <summary>A ticket may have come to its end; gives those that go now.</summary>
    public IEnumerable<MemoryTicket> Ended(MemoryTicket ticket, DateTimeOffset now)
    {
        if (ticket.HasEnded)
            _ended.Enqueue((ticket, now));

        while (_ended.TryPeek(out var oldest) && (_ended.Count > retention.Count || oldest.At < now - retention.Age))
        {
            _ended.Dequeue();
            if (oldest.Ticket.HasEnded)
                yield return oldest.Ticket;
        }
    }
}

using System.Collections.Concurrent;
using System.Text;
using SupportSdk.Outbox;

namespace SupportSdk.Tests.Doubles;

/// <summary>An outbox in memory that keeps every byte it was given.</summary>
internal sealed class SpyingOutbox(IOutbox inner) : IOutbox
{
    public ConcurrentQueue<string> Stored { get; } = new();

    public bool IsDurable => inner.IsDurable;

    public Task AcceptAsync(AcceptedTicket ticket, CancellationToken cancellationToken)
    {
        Stored.Enqueue(Encoding.UTF8.GetString(ticket.Payload.Span));
        return inner.AcceptAsync(ticket, cancellationToken);
    }

    public void Accept(AcceptedTicket ticket)
    {
        Stored.Enqueue(Encoding.UTF8.GetString(ticket.Payload.Span));
        inner.Accept(ticket);
    }

    public Task FreezeAsync(FrozenEntry entry, CancellationToken cancellationToken)
    {
        Stored.Enqueue(Encoding.UTF8.GetString(entry.Payload.Span));
        return inner.FreezeAsync(entry, cancellationToken);
    }

    public Task SetAsideAsync(TicketId id, string reason, CancellationToken cancellationToken) => inner.SetAsideAsync(id, reason, cancellationToken);

    public Task<OutboxRecord?> FindAsync(TicketId id, CancellationToken cancellationToken) => inner.FindAsync(id, cancellationToken);
}

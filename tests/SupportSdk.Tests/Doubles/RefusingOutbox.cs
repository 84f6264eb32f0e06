using SupportSdk.Outbox;

namespace SupportSdk.Tests.Doubles;

/// <summary>An outbox that cannot store, as on a full disk.</summary>
internal sealed class RefusingOutbox(string because) : IOutbox
{
    public bool IsDurable => true;

    public Task AcceptAsync(AcceptedTicket ticket, CancellationToken cancellationToken) => throw new OutboxUnavailableException(because);

    public void Accept(AcceptedTicket ticket) => throw new OutboxUnavailableException(because);

    public Task FreezeAsync(FrozenEntry entry, CancellationToken cancellationToken) => throw new OutboxUnavailableException(because);

    public Task SetAsideAsync(TicketId id, string reason, CancellationToken cancellationToken) => throw new OutboxUnavailableException(because);

    public Task<OutboxRecord?> FindAsync(TicketId id, CancellationToken cancellationToken) => throw new OutboxUnavailableException(because);
}

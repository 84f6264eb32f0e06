namespace SupportSdk.Outbox;

/// <summary>The intake of the outbox: what it has taken is committed when the call returns.</summary>
/// <remarks>
/// The bytes of a ticket are written once: other bytes for the same step are a <see cref="TicketStoredException"/>, the same bytes again change nothing. Every member throws <see cref="OutboxUnavailableException"/>, with the reason in words, where the store cannot do it.
/// </remarks>
internal interface IOutbox
{
    /// <summary>Whether what is committed survives a crash of the process.</summary>
    bool IsDurable { get; }

    /// <summary>Commits a redacted ticket: accepted.</summary>
    Task AcceptAsync(AcceptedTicket ticket, CancellationToken cancellationToken);

    /// <summary>The same on the calling thread, for a process that is about to die.</summary>
    void Accept(AcceptedTicket ticket);

    /// <summary>Commits the exact bytes with one delivery per channel: pending (or held). The ticket need not have been accepted before; one transaction.</summary>
    Task FreezeAsync(FrozenEntry entry, CancellationToken cancellationToken);

    /// <summary>Quarantines a ticket that was accepted and cannot be finished, with the reason: it is kept, told, and tried no more.</summary>
    Task SetAsideAsync(TicketId id, string reason, CancellationToken cancellationToken);

    Task<OutboxRecord?> FindAsync(TicketId id, CancellationToken cancellationToken);
}

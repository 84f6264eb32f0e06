namespace SupportSdk.Outbox.Memory;

/// <summary>The outbox of an app that chose none: it ends with the process, and says so.</summary>
internal sealed class MemoryOutbox(TimeProvider time, OutboxRetention? retention = null) : IOutbox, IDeliveryQueue, IParkedDeliveries
{
    private readonly object _gate = new();
    private readonly Dictionary<TicketId, MemoryTicket> _tickets = [];
    private readonly Dictionary<SupportChannel, SortedSet<MemoryDelivery>> _pending = [];
    private readonly MemoryRetention _retention = new(retention ?? OutboxRetention.Default);
    private int _accepted;
    private int _sending;

    public bool IsDurable => false;

    public Task AcceptAsync(AcceptedTicket ticket, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Accept(ticket);
        return Task.CompletedTask;
    }

    public void Accept(AcceptedTicket ticket)
    {
        lock (_gate)
        {
            if (_tickets.TryAdd(ticket.Id, new MemoryTicket(ticket.Id, ticket.SubmittedAt) { Accepted = ticket.Payload.ToArray() }))
                _accepted++;
            else
                OutboxRefusal.ThrowUnless(_tickets[ticket.Id].Accepted is { } stored && ticket.Payload.Span.SequenceEqual(stored), ticket.Id, "accepted");
        }
    }

    public Task FreezeAsync(FrozenEntry entry, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
            Freeze(entry);

        return Task.CompletedTask;
    }

    public Task SetAsideAsync(TicketId id, string reason, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            if (_tickets.GetValueOrDefault(id) is { Accepted: not null, Damage: null } ticket)
            {
                ticket.Damage = reason;
                _accepted--;
            }
        }

        return Task.CompletedTask;
    }

    public Task<OutboxRecord?> FindAsync(TicketId id, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
            return Task.FromResult(_tickets.TryGetValue(id, out var ticket) ? ticket.ToRecord() : null);
    }

    public Task<IReadOnlyList<AcceptedTicket>> RecoverAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult<IReadOnlyList<AcceptedTicket>>([]);
    }

    public Task<ClaimedDelivery?> ClaimAsync(SupportChannel channel, DateTimeOffset now, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            if (Pending(channel).Min is not { } delivery || delivery.DueAt > now)
                return Task.FromResult<ClaimedDelivery?>(null);

            Move(delivery, () => delivery.Claim(now));
            return Task.FromResult<ClaimedDelivery?>(delivery.ToClaim());
        }
    }

    public Task SettleAsync(Settlement settlement, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            if (_tickets.GetValueOrDefault(settlement.Id)?.Of(settlement.Channel) is { } delivery && delivery.Takes(settlement.Event))
            {
                Move(delivery, () => delivery.Settle(settlement));
                foreach (var aged in _retention.Ended(_tickets[settlement.Id], time.GetUtcNow()))
                    _tickets.Remove(aged.Id);
            }
        }

        return Task.CompletedTask;
    }

    public Task<int> DecideAsync(TicketId id, DeliveryEvent decision, DateTimeOffset now, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            var moved = (_tickets.GetValueOrDefault(id)?.Deliveries ?? []).Where(delivery => delivery.Takes(decision)).ToList();
            moved.ForEach(delivery => Move(delivery, () => delivery.Decide(decision, now)));
            return Task.FromResult(moved.Count);
        }
    }

    public Task<IReadOnlyList<string>> ParkedMarksAsync(SupportChannel channel, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
            return Task.FromResult<IReadOnlyList<string>>([.. Deliveries(channel).Select(delivery => delivery.ParkedBy).OfType<string>().Distinct()]);
    }

    public Task<int> RetryParkedAsync(SupportChannel channel, string mark, DateTimeOffset now, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            var parked = Deliveries(channel).Where(delivery => delivery.ParkedBy == mark).ToList();
            parked.ForEach(delivery => Move(delivery, () => delivery.Decide(DeliveryEvent.Retried, now)));
            return Task.FromResult(parked.Count);
        }
    }

    public Task<DateTimeOffset?> NextDueAsync(SupportChannel channel, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
            return Task.FromResult(Pending(channel).Min?.DueAt);
    }

    public Task<int> CountOpenAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
            return Task.FromResult(_accepted + _sending + _pending.Values.Sum(waiting => waiting.Count));
    }

    private IEnumerable<MemoryDelivery> Deliveries(SupportChannel channel) => _tickets.Values.Select(ticket => ticket.Of(channel)).OfType<MemoryDelivery>();

    private void Freeze(FrozenEntry entry)
    {
        var ticket = _tickets.GetValueOrDefault(entry.Id) ?? new MemoryTicket(entry.Id, entry.SubmittedAt);
        if (ticket.Frozen is { } stored)
        {
            OutboxRefusal.ThrowUnless(entry.Payload.Span.SequenceEqual(stored), entry.Id, "frozen");
            return;
        }

        if (ticket is { Accepted: not null, Damage: null })
            _accepted--;

        ticket.Freeze(entry, time.GetUtcNow());
        _tickets[entry.Id] = ticket;
        foreach (var delivery in ticket.Deliveries)
            Enter(delivery);
    }

    private SortedSet<MemoryDelivery> Pending(SupportChannel channel)
    {
        if (!_pending.TryGetValue(channel, out var waiting))
            _pending[channel] = waiting = new SortedSet<MemoryDelivery>(MemoryDelivery.ByTurn);

        return waiting;
    }

    // The order of the set hangs on what a change may change: out first, then in.
    private void Move(MemoryDelivery delivery, Action change)
    {
        if (delivery.State == DeliveryState.Pending)
            Pending(delivery.Channel).Remove(delivery);
        else if (delivery.State == DeliveryState.Sending)
            _sending--;

        change();
        Enter(delivery);
    }

    private void Enter(MemoryDelivery delivery)
    {
        if (delivery.State == DeliveryState.Pending)
            Pending(delivery.Channel).Add(delivery);
        else if (delivery.State == DeliveryState.Sending)
            _sending++;
    }
}

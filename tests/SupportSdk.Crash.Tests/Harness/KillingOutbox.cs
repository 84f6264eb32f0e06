using System.Diagnostics;
using System.Text;
using SupportSdk.Outbox;

namespace SupportSdk.Crash.Tests.Harness;

/// <summary>The real outbox, in a process that dies by SIGKILL right before or right after it commits the transition of the kill point.</summary>
internal sealed class KillingOutbox<TOutbox>(TOutbox inner, KillPoint? point, string hit, Func<Task<IReadOnlyList<bool>>> sending) : IOutbox, IDeliveryQueue
    where TOutbox : IOutbox, IDeliveryQueue
{
    private int _dying;
    private readonly TaskCompletionSource _recovered = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public bool IsDurable => inner.IsDurable;

    public Task AcceptAsync(AcceptedTicket ticket, CancellationToken cancellationToken) =>
        AroundAsync(() => inner.AcceptAsync(ticket, cancellationToken), (null, DeliveryEvent.Submitted));

    public void Accept(AcceptedTicket ticket)
    {
        DieIf(after: false, (null, DeliveryEvent.Submitted));
        inner.Accept(ticket);
        DieIf(after: true, (null, DeliveryEvent.Submitted));
    }

    public Task SetAsideAsync(TicketId id, string reason, CancellationToken cancellationToken) => inner.SetAsideAsync(id, reason, cancellationToken);

    public async Task FreezeAsync(FrozenEntry entry, CancellationToken cancellationToken)
    {
        // Nothing in a client finds duplicates yet, and the outbox bears them.
        if (Encoding.UTF8.GetString(entry.Payload.Span).Contains("Crash test, duplicate", StringComparison.Ordinal))
            entry = entry with { Deliveries = [.. entry.Deliveries.Select(start => start with { State = DeliveryState.Duplicate })] };

        DeliveryState? from = await inner.FindAsync(entry.Id, cancellationToken) is null ? null : DeliveryState.Accepted;
        await AroundAsync(() => inner.FreezeAsync(entry, cancellationToken), [.. entry.Deliveries.Select(start => (from, DeliveryTransitions.StartOf(start.State)))]);
    }

    public Task<OutboxRecord?> FindAsync(TicketId id, CancellationToken cancellationToken) => inner.FindAsync(id, cancellationToken);

    public async Task<IReadOnlyList<AcceptedTicket>> RecoverAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<bool> before = _recovered.Task.IsCompleted ? [] : await sending();
        (DeliveryState?, DeliveryEvent)[] rows = [.. before.Select(again => ((DeliveryState?)DeliveryState.Sending, again ? DeliveryEvent.OwnerDiedAgain : DeliveryEvent.OwnerDied))];
        DieIf(after: false, rows);
        var adopted = await inner.RecoverAsync(cancellationToken);
        DieIf(after: true, rows);
        _recovered.TrySetResult();
        return adopted;
    }

    // Not before the recovery: what is being sent is then a dead process's, and no other's.
    public async Task<ClaimedDelivery?> ClaimAsync(SupportChannel channel, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await _recovered.Task.WaitAsync(cancellationToken);
        if (await inner.NextDueAsync(channel, cancellationToken) is { } due && due <= now)
            DieIf(after: false, (DeliveryState.Pending, DeliveryEvent.Claimed));

        var claim = await inner.ClaimAsync(channel, now, cancellationToken);
        if (claim is not null)
            DieIf(after: true, (DeliveryState.Pending, DeliveryEvent.Claimed));

        return claim;
    }

    public async Task SettleAsync(Settlement settlement, CancellationToken cancellationToken)
    {
        var from = (await StatesAsync(settlement.Id, cancellationToken)).Where(delivery => delivery.Channel == settlement.Channel).Select(delivery => (DeliveryState?)delivery.State).Single();
        await AroundAsync(() => inner.SettleAsync(settlement, cancellationToken), (from, settlement.Event));
    }

    public async Task<int> DecideAsync(TicketId id, DeliveryEvent decision, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var rows = (await StatesAsync(id, cancellationToken)).Select(delivery => ((DeliveryState?)delivery.State, decision)).ToArray();
        DieIf(after: false, rows);
        var moved = await inner.DecideAsync(id, decision, now, cancellationToken);
        DieIf(after: true, rows);
        return moved;
    }

    public Task<DateTimeOffset?> NextDueAsync(SupportChannel channel, CancellationToken cancellationToken) => inner.NextDueAsync(channel, cancellationToken);

    public Task<int> CountOpenAsync(CancellationToken cancellationToken) => inner.CountOpenAsync(cancellationToken);

    private async Task<IReadOnlyList<ChannelDelivery>> StatesAsync(TicketId id, CancellationToken cancellationToken) =>
        (await inner.FindAsync(id, cancellationToken))?.Deliveries ?? [];

    private async Task AroundAsync(Func<Task> commit, params (DeliveryState? From, DeliveryEvent Event)[] rows)
    {
        DieIf(after: false, rows);
        await commit();
        DieIf(after: true, rows);
    }

    private void DieIf(bool after, params (DeliveryState? From, DeliveryEvent Event)[] rows)
    {
        if (point is null || point.After != after || !rows.Contains((point.Transition.From, point.Transition.Event)))
            return;

        // One of the threads that meet the point at once says so, and takes the process with it.
        if (Interlocked.Exchange(ref _dying, 1) == 0)
        {
            File.WriteAllText(hit, point.ToString());
            Process.GetCurrentProcess().Kill();
        }

        Thread.Sleep(Timeout.Infinite);
    }
}

using Polly;
using Polly.Retry;
using SupportSdk.Outbox;
using SupportSdk.Rendering;
using SupportSdk.Telemetry;

namespace SupportSdk.Intake;

/// <summary>Takes accepted tickets to pending: those of this process, and those that a dead one left.</summary>
internal sealed class TicketProgress(IntakeParts parts)
{
    private const string Unreadable = "The stored ticket cannot be read; it is kept as it is. Submit it anew.";

    private static readonly TimeSpan TakeOverEvery = TimeSpan.FromMinutes(1);

    private readonly IntakeParts _parts = parts;
    private readonly ResiliencePipeline _store = new ResiliencePipelineBuilder { TimeProvider = parts.Time }.AddRetry(UntilStored).Build();

    private static RetryStrategyOptions UntilStored => new()
    {
        ShouldHandle = new PredicateBuilder().Handle<OutboxUnavailableException>(),
        MaxRetryAttempts = int.MaxValue,
        BackoffType = DelayBackoffType.Exponential,
        UseJitter = true,
        Delay = TimeSpan.FromSeconds(1),
        MaxDelay = TimeSpan.FromSeconds(30),
    };

    public async Task<FrozenTicket> FinishAsync(ResolvedTicket resolved, CancellationToken stop)
    {
        var frozen = await _parts.Finisher.FinishAsync(resolved, stop).ConfigureAwait(false);
        try
        {
            await _store.ExecuteAsync(async ct => await _parts.Outbox.FreezeAsync(EntryOf(frozen), ct).ConfigureAwait(false), stop).ConfigureAwait(false);
        }
        catch (TicketStoredException)
        {
            // This process lost its lease meanwhile, and another has finished the ticket: what that one stored is what goes out.
            if (await _parts.Outbox.FindAsync(frozen.Message.Id, stop).ConfigureAwait(false) is { Frozen: { } stored })
                return TicketBytes.ReadFrozen(stored);

            throw;
        }

        Pending(frozen);
        return frozen;
    }

    // A process that shares the outbox may die at any time; what it leaves must not wait for the next start.
    public async Task TakeOverForeverAsync(CancellationToken stop)
    {
        using var timer = new PeriodicTimer(TakeOverEvery, _parts.Time);
        while (await timer.WaitForNextTickAsync(stop).ConfigureAwait(false))
        {
            await RecoverAsync(stop).ConfigureAwait(false);
        }
    }

    public async Task<int> RecoverAsync(CancellationToken stop)
    {
        IReadOnlyList<AcceptedTicket> left = [];
        await _store.ExecuteAsync(
            async ct =>
            {
                try
                {
                    left = await _parts.Queue.RecoverAsync(ct).ConfigureAwait(false);
                }
                catch (OutboxUnavailableException e)
                {
                    SupportLog.RecoveryFailed(_parts.Logger, e.Message);
                    throw;
                }
            },
            stop).ConfigureAwait(false);
        foreach (var accepted in left)
        {
            await ResumeAsync(accepted, stop).ConfigureAwait(false);
        }

        if (left.Count > 0)
        {
            SupportLog.Resumed(_parts.Logger, left.Count);
        }

        _parts.Delivery.Wake();
        return left.Count;
    }

    private async Task ResumeAsync(AcceptedTicket accepted, CancellationToken stop)
    {
        if (TryRead(accepted) is not { } resolved)
        {
            await _store.ExecuteAsync(async ct => await _parts.Outbox.SetAsideAsync(accepted.Id, Unreadable, ct).ConfigureAwait(false), stop).ConfigureAwait(false);
            SupportLog.TicketDamaged(_parts.Logger, accepted.Id, Unreadable);
            return;
        }

        try
        {
            await FinishAsync(resolved, stop).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not OperationCanceledException || !stop.IsCancellationRequested)
        {
            // One ticket that cannot be finished must not keep the others; it stays accepted, and the next start tries again.
            SupportLog.FinishFailed(_parts.Logger, accepted.Id, e.GetType().Name);
        }
    }

    private static ResolvedTicket? TryRead(AcceptedTicket accepted)
    {
        try
        {
            return TicketBytes.ReadResolved(accepted.Payload);
        }
        catch (System.Text.Json.JsonException)
        {
            return null;
        }
    }

    public void Pending(FrozenTicket frozen)
    {
        if (frozen.HeldFor is not null)
        {
            SupportLog.TicketHeld(_parts.Logger, frozen.Message.Id);
        }

        _parts.Delivery.Wake();
    }

    public FrozenEntry EntryOf(FrozenTicket frozen)
    {
        var state = frozen.HeldFor is null ? DeliveryState.Pending : DeliveryState.Held;
        var deliveries = _parts.Channels.Select(c => new DeliveryStart(c.Channel, state, frozen.Message.SubmittedAt, c.CreateRemoteId(frozen.Message))).ToArray();
        return new FrozenEntry(frozen.Message.Id, frozen.Message.SubmittedAt, TicketBytes.Write(frozen), deliveries);
    }
}

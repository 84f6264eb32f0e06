using Microsoft.Extensions.Logging;
using Polly;
using Polly.Retry;
using SupportSdk.Channels;
using SupportSdk.Outbox;
using SupportSdk.Rendering;
using SupportSdk.Telemetry;

namespace SupportSdk.Delivery;

/// <summary>The one loop of a channel: claim, send, settle. It ends only when it is stopped.</summary>
internal sealed class ChannelPump(
    ITicketChannel channel, IDeliveryQueue queue, DeliveryOptions options, TimeProvider time, Signal wake, Action<Settlement> settled, ILogger logger)
{
    // Another process that shares the outbox cannot wake this one; so it looks by itself, seldom.
    private static readonly TimeSpan LongestSleep = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(5);

    private readonly AttemptPipeline _attempts = new(channel, options, time, logger);
    private readonly ResiliencePipeline _store = new ResiliencePipelineBuilder { TimeProvider = time }
        .AddRetry(new RetryStrategyOptions
        {
            ShouldHandle = new PredicateBuilder().Handle<OutboxUnavailableException>(),
            MaxRetryAttempts = int.MaxValue,
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            Delay = TimeSpan.FromSeconds(1),
            MaxDelay = TimeSpan.FromSeconds(30),
        })
        .Build();

    private readonly SteadyClock _clock = new(time);
    private DateTimeOffset _restUntil = DateTimeOffset.MinValue;

    public async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var woken = wake.Next;
            TimeSpan sleep;
            try
            {
                sleep = await StepAsync(stop).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                // The loop of a channel must outlive whatever one ticket or the store does to it.
                SupportLog.PumpFailed(logger, channel.Channel, e is OutboxUnavailableException ? e.Message : e.GetType().Name);
                sleep = AfterFailure;
                woken = Task.Delay(Timeout.InfiniteTimeSpan, time, stop);
            }

            await SleepAsync(woken, sleep, stop).ConfigureAwait(false);
        }
    }

    /// <summary>Works off one delivery; gives how long there is nothing to do, zero where there may be more.</summary>
    private async Task<TimeSpan> StepAsync(CancellationToken stop)
    {
        var now = _clock.Now;
        if (now < _restUntil)
        {
            return _restUntil - now;
        }

        if (await queue.ClaimAsync(channel.Channel, now, stop).ConfigureAwait(false) is { } claim)
        {
            await DeliverAsync(claim, stop).ConfigureAwait(false);
            return TimeSpan.Zero;
        }

        var due = await queue.NextDueAsync(channel.Channel, stop).ConfigureAwait(false);
        var until = due is null ? LongestSleep : due.Value - _clock.Now;
        return until > LongestSleep ? LongestSleep : until > TimeSpan.Zero ? until : TimeSpan.FromMilliseconds(1);
    }

    private async Task DeliverAsync(ClaimedDelivery claim, CancellationToken stop)
    {
        Settlement settlement;
        if (TryRead(claim) is not { } frozen)
        {
            settlement = Settle(claim, DeliveryEvent.AttentionNeeded, claim.Attempts) with { Error = "The stored ticket cannot be read; it is kept as it is." };
        }
        else
        {
            var turn = await _attempts.RunAsync(frozen.Message, claim.RemoteId, claim.Attempts, stop).ConfigureAwait(false);
            _restUntil = turn.Rest is { } rest ? _clock.Now + rest : _restUntil;
            settlement = SettlementOf(claim, turn);
        }

        // Known to have arrived, or not: that must reach the store, however long the store is away.
        await _store.ExecuteAsync(async ct => await queue.SettleAsync(settlement, ct).ConfigureAwait(false), stop).ConfigureAwait(false);
        Log(settlement);
        settled(settlement);
    }

    private static FrozenTicket? TryRead(ClaimedDelivery claim)
    {
        try
        {
            return TicketBytes.ReadFrozen(claim.Payload);
        }
        catch (System.Text.Json.JsonException)
        {
            return null;
        }
    }

    private Settlement SettlementOf(ClaimedDelivery claim, TurnResult turn) => turn.Result.Kind switch
    {
        ChannelResultKind.Delivered => Settle(claim, DeliveryEvent.Acknowledged, turn.Attempts) with { RemoteId = turn.Result.RemoteId ?? claim.RemoteId, Error = turn.Result.Reason },
        ChannelResultKind.Uncertain => Settle(claim, DeliveryEvent.AnswerLost, turn.Attempts) with { RemoteId = turn.Result.RemoteId ?? claim.RemoteId, Error = turn.Result.Reason },
        ChannelResultKind.NeedsAttention => Settle(claim, DeliveryEvent.AttentionNeeded, turn.Attempts) with
        {
            RemoteId = claim.RemoteId,
            Error = turn.Result.Reason,
            SettingsMark = (channel as IReconfigurableChannel)?.MarkSettings(),
        },
        _ => Settle(claim, DeliveryEvent.Deferred, turn.Attempts) with
        {
            RemoteId = claim.RemoteId,
            Error = turn.Result.Reason,
            DueAt = _clock.Now + (turn.Rest ?? turn.Result.RetryAfter ?? RetryDelay.After(turn.Attempts, options)),
        },
    };

    private Settlement Settle(ClaimedDelivery claim, DeliveryEvent happened, int attempts) => new(claim.Id, claim.Channel, happened, attempts, _clock.Now);

    private void Log(Settlement settlement)
    {
        var reason = settlement.Error ?? "no reason given";
        switch (settlement.State)
        {
            case DeliveryState.Delivered:
                SupportLog.TicketDelivered(logger, settlement.Id, settlement.Channel, settlement.Attempts);
                break;
            case DeliveryState.Uncertain:
                SupportLog.DeliveryUncertain(logger, settlement.Id, settlement.Channel, reason);
                break;
            case DeliveryState.Parked:
                SupportLog.TicketParked(logger, settlement.Id, settlement.Channel, reason);
                break;
            default:
                SupportLog.AttemptFailed(logger, settlement.Id, settlement.Channel, settlement.Attempts, reason);
                break;
        }
    }

    private async Task SleepAsync(Task woken, TimeSpan sleep, CancellationToken stop)
    {
        if (sleep <= TimeSpan.Zero || stop.IsCancellationRequested)
        {
            return;
        }

        using var timer = CancellationTokenSource.CreateLinkedTokenSource(stop);
        await Task.WhenAny(woken, Task.Delay(sleep, time, timer.Token)).ConfigureAwait(false);
        await timer.CancelAsync().ConfigureAwait(false);
    }
}

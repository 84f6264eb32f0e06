using SupportSdk.Delivery;
using SupportSdk.Outbox;
using SupportSdk.Rendering;
using SupportSdk.Submission;
using SupportSdk.Telemetry;

namespace SupportSdk.Intake;

/// <summary>Takes a ticket forward: accepted, finished, pending, delivered; each step is stored before the next begins.</summary>
internal sealed class TicketIntake : IDisposable
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(1);

    private readonly IntakeParts _parts;
    private readonly DirectDelivery _direct;
    private readonly BackgroundWork _background;
    private readonly TicketProgress _progress;

    public TicketIntake(IntakeParts parts)
    {
        _parts = parts;
        _direct = new DirectDelivery(parts.Channels, parts.Patience, parts.Time);
        _background = new BackgroundWork();
        _progress = new TicketProgress(parts);
    }

    /// <summary>Starts delivery, and takes over what an earlier run left.</summary>
    public void Start()
    {
        _parts.Delivery.Start();
        _background.StartOnce(BeginAsync, _progress.TakeOverForeverAsync);
    }

    private async Task<int> BeginAsync(CancellationToken stop)
    {
        var resumed = await _progress.RecoverAsync(stop).ConfigureAwait(false);
        await _parts.Delivery.GoOnAsync(stop).ConfigureAwait(false);
        return resumed;
    }

    /// <summary>Stores the ticket of a crash on the calling thread.</summary>
    public TicketId StoreCrash(SupportTicket ticket, TicketDiagnostics? captured)
    {
        var resolved = _parts.Preparer.Prepare(ticket, captured, _parts.Time.GetUtcNow(), fromCrash: true);
        _parts.Outbox.Accept(Accepted(resolved));
        return resolved.Id;
    }

    public async Task<TicketReceipt> SubmitAsync(SupportTicket ticket, TicketDiagnostics? captured, CancellationToken cancellationToken)
    {
        _background.ThrowIfStopped();
        cancellationToken.ThrowIfCancellationRequested();
        var resolved = _parts.Preparer.Prepare(ticket, captured, _parts.Time.GetUtcNow());
        Start();
        using var watched = _parts.Delivery.Watch.Watch(resolved.Id, _parts.Channels.Select(c => c.Channel));
        try
        {
            await _parts.Outbox.AcceptAsync(Accepted(resolved), cancellationToken).ConfigureAwait(false);
        }
        catch (OutboxUnavailableException e)
        {
            var unstored = await _parts.Finisher.FinishAsync(resolved, cancellationToken).ConfigureAwait(false);
            return await WithoutOutboxAsync(unstored, e.Message, cancellationToken).ConfigureAwait(false);
        }

        SupportLog.TicketAccepted(_parts.Logger, resolved.Id, _parts.Outbox.IsDurable);
        var finishing = _background.Run(stop => _progress.FinishAsync(resolved, stop));
        await WaitAsync(finishing, watched, cancellationToken).ConfigureAwait(false);
        return await ReceiptAsync(resolved, finishing).ConfigureAwait(false);
    }

    public async Task<PreparedTicket> PrepareAsync(SupportTicket ticket, TicketDiagnostics? captured, CancellationToken cancellationToken)
    {
        _background.ThrowIfStopped();
        var resolved = _parts.Preparer.Prepare(ticket, captured, _parts.Time.GetUtcNow());
        var frozen = await _parts.Finisher.FinishAsync(resolved, cancellationToken).ConfigureAwait(false);
        return new PreparedTicket
        {
            Id = resolved.Id,
            Text = frozen.Message.Text,
            Html = frozen.Message.Html,
            Json = frozen.Message.Json,
            Sha256 = frozen.Sha256,
            Redactions = frozen.Redactions,
            Missing = frozen.Missing,
            Cut = frozen.Cut,
            Classification = frozen.Classification,
            Response = frozen.Response,
            Frozen = frozen,
        };
    }

    public async Task<TicketReceipt> SubmitPreparedAsync(PreparedTicket prepared, CancellationToken cancellationToken)
    {
        _background.ThrowIfStopped();
        var frozen = Unchanged(prepared);
        cancellationToken.ThrowIfCancellationRequested();
        Start();
        using var watched = _parts.Delivery.Watch.Watch(prepared.Id, _parts.Channels.Select(c => c.Channel));
        try
        {
            if (await _parts.Outbox.FindAsync(prepared.Id, cancellationToken).ConfigureAwait(false) is { } before)
            {
                return ReceiptWriter.Of(before, _parts.Settings, _parts.Finisher, _parts.Outbox.IsDurable);
            }

            await _parts.Outbox.FreezeAsync(_progress.EntryOf(frozen), cancellationToken).ConfigureAwait(false);
        }
        catch (OutboxUnavailableException e)
        {
            return await WithoutOutboxAsync(frozen, e.Message, cancellationToken).ConfigureAwait(false);
        }

        SupportLog.TicketAccepted(_parts.Logger, prepared.Id, _parts.Outbox.IsDurable);
        _progress.Pending(frozen);
        await WaitAsync(Task.FromResult(frozen), watched, cancellationToken).ConfigureAwait(false);
        return await ReceiptAsync(frozen).ConfigureAwait(false);
    }

    /// <summary>Stores what a person says of a ticket: send it, or give it up.</summary>
    public async Task DecideAsync(TicketId id, DeliveryEvent decision, CancellationToken cancellationToken)
    {
        _background.ThrowIfStopped();
        Start();
        await _parts.Queue.DecideAsync(id, decision, _parts.Time.GetUtcNow(), cancellationToken).ConfigureAwait(false);
        _parts.Delivery.Wake();
    }

    public async Task FlushAsync(CancellationToken cancellationToken)
    {
        Start();
        await _background.WaitAsync(cancellationToken).ConfigureAwait(false);
        await _parts.Delivery.DrainAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Takes no more tickets, drains until the earlier of the deadlines, reports the rest.</summary>
    public async Task StopAsync(CancellationToken deadline)
    {
        if (!_background.StopIntake())
        {
            return;
        }

        using var limit = new CancellationTokenSource(_parts.Patience.ShutdownTimeout, _parts.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, deadline);
        try
        {
            await _background.WaitAsync(either.Token).ConfigureAwait(false);
            if (_parts.Delivery.IsStarted)
            {
                await _parts.Delivery.DrainAsync(either.Token).ConfigureAwait(false);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or OutboxUnavailableException)
        {
            await ReportRestAsync(e).ConfigureAwait(false);
        }

        _background.Dispose();
        await _parts.Delivery.StopAsync().ConfigureAwait(false);
    }

    /// <summary>Stops without waiting.</summary>
    public void Dispose()
    {
        _background.StopIntake();
        _background.Dispose();
        _parts.Delivery.Dispose();
    }

    // Waiting is all that the caller's cancellation ends; the ticket is stored and goes on.
    private async Task WaitAsync(Task<FrozenTicket> finishing, DeliveryWatch.Watched watched, CancellationToken cancellationToken)
    {
        try
        {
            var frozen = await finishing.WaitAsync(_parts.Settings.EnrichmentBudget + _parts.DeliveryWait, _parts.Time, cancellationToken).ConfigureAwait(false);
            if (frozen.HeldFor is null)
            {
                await UntilEndedAsync(frozen.Message.Id, watched, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (Exception e) when (e is TimeoutException or OperationCanceledException)
        {
            // The receipt says what is so at this moment.
        }
        catch (Exception) when (finishing.IsFaulted)
        {
            // The ticket is stored; the receipt says that it could not be finished, and the next start tries again.
        }
    }

    // Another process that shares the outbox may deliver it, and cannot signal this one; so this one also looks by itself.
    private async Task UntilEndedAsync(TicketId id, DeliveryWatch.Watched watched, CancellationToken cancellationToken)
    {
        for (var left = _parts.DeliveryWait; !watched.AllEnded.IsCompleted && left > TimeSpan.Zero; left -= LookAgain)
        {
            var wait = _parts.Outbox.IsDurable && left > LookAgain ? LookAgain : left;
            using var timer = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            await Task.WhenAny(watched.AllEnded, Task.Delay(wait, _parts.Time, timer.Token)).ConfigureAwait(false);
            await timer.CancelAsync().ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            if (wait == left || await IsEndedAsync(id, cancellationToken).ConfigureAwait(false))
                return;
        }
    }

    private async Task<bool> IsEndedAsync(TicketId id, CancellationToken cancellationToken)
    {
        try
        {
            var record = await _parts.Outbox.FindAsync(id, cancellationToken).ConfigureAwait(false);
            return record is { Deliveries: { Count: > 0 } deliveries } && deliveries.All(delivery => delivery.State is not (DeliveryState.Pending or DeliveryState.Sending));
        }
        catch (OutboxUnavailableException)
        {
            return false; // The loop of the channel may still tell.
        }
    }

    private async Task<TicketReceipt> ReceiptAsync(ResolvedTicket resolved, Task<FrozenTicket> finishing)
    {
        if (finishing.IsCompletedSuccessfully)
        {
            return await ReceiptAsync(await finishing.ConfigureAwait(false)).ConfigureAwait(false);
        }

        var problem = finishing.IsFaulted ? $"The ticket is stored, but could not be finished now ({finishing.Exception!.InnerException!.GetType().Name}); the next start tries again." : null;
        return ReceiptWriter.Of(resolved, _parts.Settings, _parts.Finisher.Classify(resolved), _parts.Outbox.IsDurable, problem);
    }

    private async Task<TicketReceipt> ReceiptAsync(FrozenTicket frozen)
    {
        try
        {
            var record = await _parts.Outbox.FindAsync(frozen.Message.Id, CancellationToken.None).ConfigureAwait(false);
            return ReceiptWriter.Of(frozen, record?.Deliveries ?? [], _parts.Outbox.IsDurable);
        }
        catch (OutboxUnavailableException e)
        {
            return ReceiptWriter.Of(frozen, [], _parts.Outbox.IsDurable, $"The ticket is stored, but the outbox cannot be read now: {e.Message}");
        }
    }

    private async Task<TicketReceipt> WithoutOutboxAsync(FrozenTicket frozen, string reason, CancellationToken cancellationToken)
    {
        SupportLog.OutboxUnavailable(_parts.Logger, frozen.Message.Id, reason);
        var problem = $"The ticket could not be stored: {reason}";
        if (frozen.HeldFor is not null)
        {
            return ReceiptWriter.Of(frozen, [], durable: false, problem) with { Outcome = TicketOutcome.HeldForIncident };
        }

        var deliveries = await _direct.TryAsync(frozen.Message, cancellationToken).ConfigureAwait(false);
        var outcome = ReceiptWriter.OutcomeOf(deliveries);
        return ReceiptWriter.Of(frozen, deliveries, durable: false, problem) with
        {
            Outcome = outcome is TicketOutcome.Delivered or TicketOutcome.DeliveryUncertain ? outcome : TicketOutcome.NotStored,
        };
    }

    private async Task ReportRestAsync(Exception why)
    {
        var rest = -1;
        try
        {
            rest = why is OutboxUnavailableException ? -1 : await _parts.Queue.CountOpenAsync(CancellationToken.None).ConfigureAwait(false);
        }
        catch (OutboxUnavailableException)
        {
            // The number is not to be had; the warning is given all the same, with -1.
        }

        SupportLog.UndeliveredAtShutdown(_parts.Logger, rest, _parts.Outbox.IsDurable);
        if (!_parts.Outbox.IsDurable && rest > 0)
        {
            _parts.Losses.Count(LossReason.MemoryOutboxClosed, rest);
        }
    }

    private static AcceptedTicket Accepted(ResolvedTicket resolved) => new(resolved.Id, resolved.SubmittedAt, TicketBytes.Write(resolved));

    private static FrozenTicket Unchanged(PreparedTicket prepared)
    {
        var frozen = prepared.Frozen ?? throw new ArgumentException("The ticket was not made by PrepareAsync.", nameof(prepared));
        var shown = frozen.Message with { Id = prepared.Id, Text = prepared.Text, Html = prepared.Html, Json = prepared.Json };
        var same = TicketRenderer.Hash(shown) == frozen.Sha256 && prepared.Sha256 == frozen.Sha256 && prepared.Id == frozen.Message.Id;
        return same ? frozen : throw new ArgumentException("The ticket was changed after PrepareAsync; prepare it anew.", nameof(prepared));
    }
}

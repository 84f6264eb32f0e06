using SupportSdk.Channels;

namespace SupportSdk.Delivery;

/// <summary>The way around an outbox that cannot store: each channel gets one attempt.</summary>
internal sealed class DirectDelivery(IReadOnlyList<ITicketChannel> channels, DeliveryOptions options, TimeProvider time)
{
    public async Task<IReadOnlyList<ChannelDelivery>> TryAsync(TicketMessage message, CancellationToken cancellationToken)
    {
        var deliveries = new List<ChannelDelivery>();
        foreach (var channel in channels)
        {
            deliveries.Add(await TryAsync(channel, message, cancellationToken).ConfigureAwait(false));
        }

        return deliveries;
    }

    private async Task<ChannelDelivery> TryAsync(ITicketChannel channel, TicketMessage message, CancellationToken cancellationToken)
    {
        var remoteId = channel.CreateRemoteId(message);
        using var limit = new CancellationTokenSource(options.AttemptTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        ChannelResult result;
        try
        {
            result = await channel.SendAsync(message, remoteId, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            result = ChannelResult.Uncertain($"no end of the attempt within {options.AttemptTimeout} (Delivery.AttemptTimeout)", remoteId);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // A channel may be the app's own: its defect must not hide what the other channels did.
            result = ChannelResult.NeedsAttention($"the channel threw {e.GetType().Name}, which is a defect of the channel");
        }

        return new ChannelDelivery
        {
            Channel = channel.Channel,
            State = StateOf(result.Kind),
            Attempts = 1,
            LastError = result.Reason,
            At = time.GetUtcNow(),
            RemoteId = result.RemoteId ?? remoteId,
        };
    }

    // Nothing is stored, so nothing is pending: what did not arrive by this attempt will not.
    private static DeliveryState StateOf(ChannelResultKind kind) => kind switch
    {
        ChannelResultKind.Delivered => DeliveryState.Delivered,
        ChannelResultKind.Uncertain => DeliveryState.Uncertain,
        _ => DeliveryState.Cancelled,
    };
}

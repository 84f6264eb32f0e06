using Microsoft.Extensions.Logging;
using SupportSdk.Channels;
using SupportSdk.Outbox;
using SupportSdk.Telemetry;

namespace SupportSdk.Delivery;

/// <summary>Lets parked tickets go on when the settings that parked them have changed since.</summary>
internal sealed class ChangedSettings(IDeliveryQueue queue, IEnumerable<ITicketChannel> channels, TimeProvider time, ILogger logger)
{
    /// <summary>Once a run: settings change between two. Were it asked again, two processes with different settings would undo each other's parking for ever.</summary>
    public async Task GoOnAsync(CancellationToken stop)
    {
        foreach (var channel in channels.OfType<IReconfigurableChannel>())
        {
            try
            {
                await GoOnAsync(channel, stop).ConfigureAwait(false);
            }
            catch (OutboxUnavailableException e)
            {
                SupportLog.ParkedNotCompared(logger, channel.Channel, e.Message);
            }
        }
    }

    private async Task GoOnAsync(IReconfigurableChannel channel, CancellationToken stop)
    {
        if (queue is not IParkedDeliveries parked)
            return;

        foreach (var mark in await parked.ParkedMarksAsync(channel.Channel, stop).ConfigureAwait(false))
        {
            if (!channel.HasSettings(mark))
                SupportLog.ParkedGoOn(logger, channel.Channel, await parked.RetryParkedAsync(channel.Channel, mark, time.GetUtcNow(), stop).ConfigureAwait(false));
        }
    }
}

using Microsoft.Extensions.Logging;
using SupportSdk.Channels;
using SupportSdk.Outbox;

namespace SupportSdk.Delivery;

/// <summary>Moves what is pending out, one loop per channel. Starts on first use; stops with a deadline.</summary>
internal sealed class DeliveryService(
    IDeliveryQueue queue, IEnumerable<ITicketChannel> channels, DeliveryOptions options, TimeProvider time, ILogger<DeliveryService> logger) : IDisposable
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _stop = new();
    private readonly Signal _wake = new();
    private readonly Signal _settled = new();
    private readonly object _gate = new();
    private Task? _running;

    public DeliveryWatch Watch { get; } = new();

    public bool IsStarted
    {
        get
        {
            lock (_gate)
            {
                return _running is not null;
            }
        }
    }

    public void Start()
    {
        lock (_gate)
        {
            if (_running is null && !_stop.IsCancellationRequested)
            {
                // A loop must not inherit the scope, the user or the trace of whoever came first.
                using var quiet = ExecutionContext.IsFlowSuppressed() ? default(AsyncFlowControl?) : ExecutionContext.SuppressFlow();
                _running = Task.WhenAll(channels.Select(Pump).Select(pump => Task.Run(() => pump.RunAsync(_stop.Token))));
            }
        }
    }

    /// <summary>Parked tickets go on where the settings have changed that parked them.</summary>
    public async Task GoOnAsync(CancellationToken stop)
    {
        await new ChangedSettings(queue, channels, time, logger).GoOnAsync(stop).ConfigureAwait(false);
        Wake();
    }

    /// <summary>Something may be due, or at an end, that no loop of this process brought about.</summary>
    public void Wake()
    {
        _wake.Set();
        _settled.Set();
    }

    /// <summary>Waits until nothing is accepted, pending or being sent.</summary>
    public async Task DrainAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var settled = _settled.Next;
            if (await queue.CountOpenAsync(cancellationToken).ConfigureAwait(false) == 0)
            {
                return;
            }

            // Another process that shares the outbox cannot signal this one; so it also looks by itself.
            using var timer = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            await Task.WhenAny(settled, Task.Delay(LookAgain, time, timer.Token)).ConfigureAwait(false);
            await timer.CancelAsync().ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    /// <summary>Ends the loops; what is being sent is given up and counts as possibly sent at the next start.</summary>
    public async Task StopAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        Task? running;
        lock (_gate)
        {
            running = _running;
        }

        if (running is not null)
        {
            await Task.WhenAny(running, Task.Delay(options.ShutdownTimeout, time)).ConfigureAwait(false);
        }
    }

    // The source has no timer and is not disposed, so that a loop that is still ending can ask it.
    public void Dispose() => _stop.Cancel();

    private ChannelPump Pump(ITicketChannel channel) => new(channel, queue, options, time, _wake, Settled, logger);

    private void Settled(Settlement settlement)
    {
        if (settlement.State is not DeliveryState.Pending)
        {
            Watch.Ended(settlement.Id, settlement.Channel);
        }

        _settled.Set();
    }
}

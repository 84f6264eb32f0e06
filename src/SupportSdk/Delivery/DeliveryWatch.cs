using System.Collections.Concurrent;

namespace SupportSdk.Delivery;

/// <summary>Lets a submission wait until each channel has come to an end with its ticket. Watch before the ticket is stored, or the end may be missed.</summary>
internal sealed class DeliveryWatch
{
    private readonly ConcurrentDictionary<(TicketId, SupportChannel), TaskCompletionSource> _waiting = new();

    public Watched Watch(TicketId id, IEnumerable<SupportChannel> channels) => new(this, channels.Select(c => (id, c)).ToArray());

    public void Ended(TicketId id, SupportChannel channel)
    {
        if (_waiting.TryGetValue((id, channel), out var waiting))
        {
            waiting.TrySetResult();
        }
    }

    internal sealed class Watched : IDisposable
    {
        private readonly DeliveryWatch _owner;
        private readonly (TicketId, SupportChannel)[] _keys;

        public Watched(DeliveryWatch owner, (TicketId, SupportChannel)[] keys)
        {
            (_owner, _keys) = (owner, keys);
            AllEnded = Task.WhenAll(keys.Select(key =>
                owner._waiting.GetOrAdd(key, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task));
        }

        public Task AllEnded { get; }

        public void Dispose()
        {
            foreach (var key in _keys)
            {
                _owner._waiting.TryRemove(key, out _);
            }
        }
    }
}

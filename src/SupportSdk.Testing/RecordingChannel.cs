using System.Collections.Concurrent;
using SupportSdk.Channels;

namespace SupportSdk.Testing;

/// <summary>A channel that keeps what it is given.</summary>
internal sealed class RecordingChannel : ITicketChannel
{
    private readonly ConcurrentDictionary<TicketId, TicketMessage> _messages = new();

    public SupportChannel Channel => SupportChannel.Email;

    public int MaxBytes => 20_000_000;

    public string? CreateRemoteId(TicketMessage message) => $"{message.Id}@recorded";

    public Task<ChannelResult> SendAsync(TicketMessage message, string? remoteId, CancellationToken cancellationToken)
    {
        _messages[message.Id] = message;
        return Task.FromResult(ChannelResult.Delivered(remoteId));
    }

    public TicketMessage? Find(TicketId id) => _messages.GetValueOrDefault(id);
}

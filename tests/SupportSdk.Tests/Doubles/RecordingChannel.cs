using System.Collections.Concurrent;
using SupportSdk.Channels;

namespace SupportSdk.Tests.Doubles;

/// <summary>Answers as it is told, and keeps what it was given.</summary>
internal sealed class RecordingChannel(params ChannelResult[] answers) : ITicketChannel
{
    private readonly ConcurrentQueue<ChannelResult> _answers = new(answers);

    public ConcurrentQueue<(TicketMessage Message, string? RemoteId)> Sent { get; } = new();

    public TaskCompletionSource? Gate { get; init; }

    public SupportChannel Channel { get; init; } = SupportChannel.Email;

    public int MaxBytes { get; init; } = 1_000_000;

    public string? CreateRemoteId(TicketMessage message) => $"{message.Id}@test";

    public async Task<ChannelResult> SendAsync(TicketMessage message, string? remoteId, CancellationToken cancellationToken)
    {
        if (Gate is not null)
        {
            await Gate.Task.WaitAsync(cancellationToken);
        }

        Sent.Enqueue((message, remoteId));
        return _answers.TryDequeue(out var answer) ? answer : ChannelResult.Delivered(remoteId);
    }
}

using SupportSdk.Channels;

namespace SupportSdk.Crash.Tests.Harness;

/// <summary>Mails for real, but for what the ticket's summary asks of its first attempts. What was done stands in files: the process may die.</summary>
internal sealed class ScriptedChannel(ITicketChannel mail, SupportChannel channel, string folder) : ITicketChannel
{
    public SupportChannel Channel => channel;

    public int MaxBytes => mail.MaxBytes;

    public string? CreateRemoteId(TicketMessage message) => mail.CreateRemoteId(message);

    public async Task<ChannelResult> SendAsync(TicketMessage message, string? remoteId, CancellationToken cancellationToken)
    {
        if (message.Text.Contains("deferred", StringComparison.Ordinal) && Times(message, atMost: 2))
            return ChannelResult.TryAgain("451 as the test asks");

        if (message.Text.Contains("parked", StringComparison.Ordinal) && Times(message, atMost: 1))
            return ChannelResult.NeedsAttention("535 as the test asks");

        var lost = message.Text.Contains("lost", StringComparison.Ordinal) && Times(message, atMost: 1);
        var result = await mail.SendAsync(message, remoteId, cancellationToken);
        return lost ? ChannelResult.Uncertain("the answer is lost, as the test asks", remoteId) : result;
    }

    private bool Times(TicketMessage message, int atMost)
    {
        var file = Path.Combine(folder, $"{message.Id}.times");
        var done = File.Exists(file) ? File.ReadAllText(file).Length : 0;
        if (done >= atMost)
            return false;

        File.AppendAllText(file, "x");
        return true;
    }
}

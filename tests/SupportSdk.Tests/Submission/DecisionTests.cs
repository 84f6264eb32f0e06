using SupportSdk.Channels;
using SupportSdk.Tests.Doubles;

namespace SupportSdk.Tests.Submission;

/// <summary>What a person decides of a ticket that is stored.</summary>
public sealed class DecisionTests
{
    private static CancellationToken None => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RetryAsync_ParkedTicket_IsSentWithTheSameBytes()
    {
        var channel = new RecordingChannel(ChannelResult.NeedsAttention("the password is wrong"));
        await using var client = TestClient.Create(channel);
        var parked = await client.SubmitAsync(TestClient.Ticket, None);
        Assert.Equal(TicketOutcome.Parked, parked.Outcome);

        await client.RetryAsync(parked.Id, None);
        await client.FlushAsync(None);

        Assert.Equal(TicketOutcome.Delivered, (await client.FindAsync(parked.Id, None))!.Outcome);
        Assert.Equal(channel.Sent.First().Message.Text, channel.Sent.Last().Message.Text);
        Assert.Equal(channel.Sent.First().RemoteId, channel.Sent.Last().RemoteId);
    }

    [Fact]
    public async Task RetryAsync_UncertainTicket_IsSentOnceMoreAndStaysFlagged()
    {
        var channel = new RecordingChannel(ChannelResult.Uncertain("cut after DATA"));
        await using var client = TestClient.Create(channel);
        var uncertain = await client.SubmitAsync(TestClient.Ticket, None);
        Assert.True(uncertain.Deliveries.Single().PossiblySent);

        await client.RetryAsync(uncertain.Id, None);
        await client.FlushAsync(None);

        var delivery = (await client.FindAsync(uncertain.Id, None))!.Deliveries.Single();
        Assert.Equal((DeliveryState.Delivered, true, 2), (delivery.State, delivery.PossiblySent, channel.Sent.Count));
    }

    [Fact]
    public async Task RetryAsync_CancelledTicket_IsSentAfterAll()
    {
        var channel = new RecordingChannel(ChannelResult.NeedsAttention("the channel is gone"));
        await using var client = TestClient.Create(channel);
        var receipt = await client.SubmitAsync(TestClient.Ticket, None);

        var cancelled = await client.CancelAsync(receipt.Id, None);
        await client.FlushAsync(None);
        Assert.Equal((TicketOutcome.Cancelled, 1), (cancelled!.Outcome, channel.Sent.Count));

        await client.RetryAsync(receipt.Id, None);
        await client.FlushAsync(None);
        Assert.Equal(TicketOutcome.Delivered, (await client.FindAsync(receipt.Id, None))!.Outcome);
    }

    [Fact]
    public async Task CancelAsync_DeliveredTicket_StaysDelivered()
    {
        await using var client = TestClient.Create(new RecordingChannel());
        var receipt = await client.SubmitAsync(TestClient.Ticket, None);

        Assert.Equal(TicketOutcome.Delivered, (await client.CancelAsync(receipt.Id, None))!.Outcome);
    }

    [Fact]
    public async Task RetryAsync_UnknownTicket_Null()
    {
        await using var client = TestClient.Create(new RecordingChannel());

        Assert.Null(await client.RetryAsync(TicketId.Create(), None));
        Assert.Null(await client.CancelAsync(TicketId.Create(), None));
    }

    [Fact]
    public async Task RetryAsync_DisposedClient_Throws()
    {
        var client = TestClient.Create(new RecordingChannel());
        await client.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => client.RetryAsync(TicketId.Create(), None));
    }
}

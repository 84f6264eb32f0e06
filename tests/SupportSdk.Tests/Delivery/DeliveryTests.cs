using Microsoft.Extensions.Time.Testing;
using SupportSdk.Channels;
using SupportSdk.Delivery;
using SupportSdk.Tests.Doubles;

namespace SupportSdk.Tests.Delivery;

public sealed class DeliveryTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task Deliver_FailsThenArrives_TriesAgainWithTheSameBytesAndId()
    {
        var clock = new FakeTimeProvider(TestClient.Start);
        var channel = new RecordingChannel(ChannelResult.TryAgain("451"), ChannelResult.TryAgain("451"), ChannelResult.TryAgain("451"), ChannelResult.TryAgain("451"));
        await using var client = TestClient.Create(channel, b => b.Configure(o => o.DeliveryWait = TimeSpan.FromMinutes(10)), clock: clock);

        var receipt = await clock.RunAsync(client.SubmitAsync(TestClient.Ticket, TestContext.Current.CancellationToken), Second);

        Assert.Equal((TicketOutcome.Delivered, 5), (receipt.Outcome, receipt.Deliveries.Single().Attempts));
        Assert.Equal(5, channel.Sent.Count);
        Assert.Single(channel.Sent.Select(s => s.RemoteId).Distinct());
        Assert.Single(channel.Sent.Select(s => s.Message.Text).Distinct());
    }

    [Theory]
    [InlineData(ChannelResultKind.Uncertain, TicketOutcome.DeliveryUncertain)]
    [InlineData(ChannelResultKind.NeedsAttention, TicketOutcome.Parked)]
    public async Task Deliver_EndsOtherwise_IsSaidAndNotTriedAgain(ChannelResultKind kind, TicketOutcome outcome)
    {
        var channel = new RecordingChannel(kind == ChannelResultKind.Uncertain ? ChannelResult.Uncertain("cut after DATA") : ChannelResult.NeedsAttention("the password is wrong"));
        await using var client = TestClient.Create(channel);

        var receipt = await client.SubmitAsync(TestClient.Ticket, TestContext.Current.CancellationToken);
        await client.FlushAsync(TestContext.Current.CancellationToken);

        Assert.Equal(outcome, receipt.Outcome);
        Assert.Single(channel.Sent);
        Assert.NotNull(receipt.Deliveries.Single().LastError);
    }

    [Fact]
    public async Task Deliver_ChannelThrows_ParksThatTicketAndServesTheNext()
    {
        var channel = new ThrowingOnceChannel();
        await using var client = TestClient.Create(channel);

        var first = await client.SubmitAsync(TestClient.Ticket, TestContext.Current.CancellationToken);
        var second = await client.SubmitAsync(TestClient.Ticket, TestContext.Current.CancellationToken);

        Assert.Equal((TicketOutcome.Parked, TicketOutcome.Delivered), (first.Outcome, second.Outcome));
        Assert.DoesNotContain("secret", first.Deliveries.Single().LastError, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Deliver_ManyFailures_TheBreakerRestsTheChannel()
    {
        var clock = new FakeTimeProvider(TestClient.Start);
        var channel = new RecordingChannel(Enumerable.Repeat(ChannelResult.TryAgain("down"), 1_000).ToArray());
        await using var client = TestClient.Create(
            channel,
            b => b.Configure(o =>
            {
                o.Delivery.FailuresToBreak = 3;
                o.Delivery.BreakDuration = TimeSpan.FromMinutes(9);
                o.DeliveryWait = TimeSpan.FromMinutes(8);
                o.Delivery.FirstRetryDelay = TimeSpan.FromMilliseconds(10);
                o.Delivery.MaxRetryDelay = TimeSpan.FromMilliseconds(20);
            }),
            clock: clock);

        var submitting = client.SubmitAsync(TestClient.Ticket, TestContext.Current.CancellationToken);
        await clock.UntilAsync(() => channel.Sent.Count == 3, TimeSpan.FromMilliseconds(20)); // Well within the minute that the breaker looks at.
        var receipt = await clock.RunAsync(submitting, Second);

        Assert.Equal(TicketOutcome.Queued, receipt.Outcome);
        Assert.Equal(3, channel.Sent.Count); // And not one every few milliseconds of eight minutes.
    }

    [Theory]
    [InlineData(1, 2)]
    [InlineData(2, 4)]
    [InlineData(5, 32)]
    [InlineData(30, 900)]
    [InlineData(int.MaxValue, 900)]
    public void After_Attempts_DoublesToTheLongestWithAFifthOfJitter(int attempts, double seconds)
    {
        var delays = Enumerable.Range(0, 200).Select(_ => RetryDelay.After(attempts, new DeliveryOptions()).TotalSeconds).ToArray();

        Assert.All(delays, delay => Assert.InRange(delay, seconds * 0.8, seconds * 1.2));
        Assert.True(delays.Distinct().Count() > 100);
    }

    private sealed class ThrowingOnceChannel : ITicketChannel
    {
        private int _calls;

        public SupportChannel Channel => SupportChannel.Email;

        public int MaxBytes => 1_000_000;

        public string? CreateRemoteId(TicketMessage message) => null;

        public Task<ChannelResult> SendAsync(TicketMessage message, string? remoteId, CancellationToken cancellationToken) =>
            Interlocked.Increment(ref _calls) == 1 ? throw new InvalidOperationException("secret") : Task.FromResult(ChannelResult.Delivered(null));
    }
}

using SupportSdk.Channels;
using SupportSdk.Delivery;
using SupportSdk.Tests.Doubles;

namespace SupportSdk.Tests.Delivery;

public sealed class SteadyClockTests
{
    [Fact]
    public void Now_ClockSetBack_GoesOnWithWhatHasPassed()
    {
        var time = new SetClock(TestClient.Start);
        var clock = new SteadyClock(time);

        time.Advance(TimeSpan.FromMinutes(1));
        time.Jump(TimeSpan.FromDays(-1));
        Assert.Equal(TestClient.Start.AddMinutes(1), clock.Now);

        time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(TestClient.Start.AddMinutes(2), clock.Now);
    }

    [Fact]
    public void Now_ClockSetForward_FollowsIt()
    {
        var time = new SetClock(TestClient.Start);
        var clock = new SteadyClock(time);

        time.Jump(TimeSpan.FromDays(1));

        Assert.Equal(TestClient.Start.AddDays(1), clock.Now);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    public async Task Deliver_ClockJumpsADayBetweenAttempts_IsDeliveredWithinMinutes(int days)
    {
        var time = new SetClock(TestClient.Start);
        var channel = new JumpingChannel(time, TimeSpan.FromDays(days));
        await using var client = TestClient.Create(channel, builder => builder.Configure(options => options.DeliveryWait = TimeSpan.FromMinutes(10)), clock: time);

        var submitting = client.SubmitAsync(TestClient.Ticket, TestContext.Current.CancellationToken);
        await channel.Begun.WaitAsync(TestContext.Current.CancellationToken); // Until here no time has to pass, and however busy the machine, none does.
        var receipt = await time.RunAsync(submitting, TimeSpan.FromSeconds(1));

        Assert.Equal((TicketOutcome.Delivered, 4), (receipt.Outcome, receipt.Deliveries.Single().Attempts));
    }

    /// <summary>Fails three times, a whole turn; and while it does, somebody sets the clock.</summary>
    private sealed class JumpingChannel(SetClock time, TimeSpan jump) : ITicketChannel
    {
        private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _attempts;

        public Task Begun => _begun.Task;

        public SupportChannel Channel => SupportChannel.Email;

        public int MaxBytes => 1_000_000;

        public string? CreateRemoteId(TicketMessage message) => null;

        public Task<ChannelResult> SendAsync(TicketMessage message, string? remoteId, CancellationToken cancellationToken)
        {
            _begun.TrySetResult();
            _attempts++;
            if (_attempts == 3)
                time.Jump(jump);

            return Task.FromResult(_attempts <= 3 ? ChannelResult.TryAgain("451") : ChannelResult.Delivered(null));
        }
    }
}

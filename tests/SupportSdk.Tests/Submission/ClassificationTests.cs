using SupportSdk.Policy;
using SupportSdk.Tests.Doubles;

namespace SupportSdk.Tests.Submission;

public sealed class ClassificationTests
{
    [Fact]
    public async Task SubmitAsync_EveryImpactEnvironmentAndRequest_RequestsWhatTheAppSaysElseWhatTheDefinitionsSay()
    {
        await using var client = TestClient.Create(new RecordingChannel());
        var asked = 0;
        foreach (var impact in Enum.GetValues<TicketImpact>())
        foreach (var environment in Enum.GetValues<DeploymentEnvironment>())
        foreach (var workaround in new[] { false, true })
        foreach (var requested in Enum.GetValues<TicketPriority>().Cast<TicketPriority?>().Append(null))
        {
            var ticket = TestClient.Ticket with { Impact = impact, Environment = environment, WorkaroundAvailable = workaround, RequestedPriority = requested };
            var defined = SupportPolicy.Paragon.Classify(impact, environment, workaround);

            var prepared = await client.PrepareAsync(ticket, TestContext.Current.CancellationToken);

            Assert.Equal(requested ?? defined.Priority, prepared.Classification.Priority);
            Assert.Equal(SupportPolicy.Paragon.EstimateResponse(SupportLevel.Pro, prepared.Classification.Priority, TestClient.Start), prepared.Response);
            Assert.Contains(defined.Reason, prepared.Classification.Reason, StringComparison.Ordinal);
            Assert.Equal(requested is { } r && r != defined.Priority, prepared.Classification.Reason.StartsWith($"set by the app; the definitions say {defined.Priority}", StringComparison.Ordinal));
            Assert.Contains($"Priority     {prepared.Classification.Priority} requested: {prepared.Classification.Reason}\n", prepared.Text, StringComparison.Ordinal);
            asked++;
        }

        Assert.Equal(6 * 3 * 2 * 5, asked);
    }

    [Fact]
    public async Task SubmitAsync_RequestedPriority_StandsInSubjectAndReceipt()
    {
        var channel = new RecordingChannel();
        await using var client = TestClient.Create(channel);

        var receipt = await client.SubmitAsync(TestClient.Ticket with { RequestedPriority = TicketPriority.Urgent }, TestContext.Current.CancellationToken);

        Assert.Equal(TicketPriority.Urgent, receipt.Priority);
        Assert.Equal(TimeSpan.FromHours(4), receipt.Response.Target);
        Assert.StartsWith("[Urgent] Workflow executions fail (ref ", channel.Sent.Single().Message.Subject, StringComparison.Ordinal);
        Assert.Equal(TicketPriority.Urgent, channel.Sent.Single().Message.Priority);
    }
}

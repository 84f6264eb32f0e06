using SupportSdk.Tests.Doubles;

namespace SupportSdk.Tests.Capture.Runtime;

/// <summary>A whole client, as an app makes it, and an HttpClient that it knows nothing of.</summary>
public sealed class RuntimeClientTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task PrepareAsync_AfterABareCall_TellsOfItUnlessItIsTurnedOff(bool on)
    {
        await using var server = await LoopbackServer.AnswerAsync(500, "{}");
        await using var client = TestClient.Create(new RecordingChannel(), builder => builder.CaptureHttpClients().Configure(options =>
        {
            options.Paragon.Hosts.Add(server.Url.Authority);
            options.Capture.UninstrumentedClients = on;
        }));
        using var scope = client.BeginScope("work");
        using var bare = new HttpClient();
        (await bare.GetAsync(new Uri(server.Url, "/projects/p/sdk/me"), Cancelled)).Dispose();

        var prepared = await client.PrepareAsync(TestClient.Ticket, Cancelled);

        Assert.Equal(on, prepared.Text.Contains("no body was seen", StringComparison.Ordinal));
        Assert.Equal(on, prepared.Text.Contains("/projects/p/sdk/me", StringComparison.Ordinal));
    }

    [Fact]
    public async Task PrepareAsync_StatusPageOnAHostOfParagon_TheSdksOwnCallIsNotRecorded()
    {
        var asked = 0;
        await using var page = await LoopbackServer.StartAsync(_ =>
        {
            Interlocked.Increment(ref asked);
            return Task.CompletedTask;
        });
        await using var client = SupportClient.Create(builder => builder.AddChannel(new RecordingChannel()).CaptureHttpClients().Configure(options =>
        {
            options.Paragon.Hosts.Add(page.Url.Authority);
            options.Status.Page = page.Url;
        }));
        using var scope = client.BeginScope("work");

        await client.PrepareAsync(TestClient.Ticket, Cancelled);

        Assert.Equal((1, 0), (asked, scope.Snapshot().CallsSeen));
    }
}

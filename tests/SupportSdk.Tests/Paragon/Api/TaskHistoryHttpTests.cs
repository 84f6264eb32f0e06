using System.Diagnostics;
using System.Net.Http.Headers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SupportSdk.Paragon.Api;
using SupportSdk.Tests.Doubles;
using SupportSdk.Tests.Paragon.Api.History;

namespace SupportSdk.Tests.Paragon.Api;

public sealed class TaskHistoryHttpTests
{
    // peers.md R3: with these defaults of the host's, a 503 was asked for four times.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Isolate_HostWithResilienceForAllClients_OneUnavailableIsOneRequest(bool defaultsFirst)
    {
        await using var server = await HistoryServer.StartAsync();
        server.Instead = HistoryServer.Always(503, "");
        var logs = new RecordingLogs();
        var services = new ServiceCollection().AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(logs));
        if (defaultsFirst)
        {
            AddHostDefaults(services);
        }

        TaskHistoryHttp.Isolate(services.AddHttpClient(TaskHistoryHttp.ClientName));
        if (!defaultsFirst)
        {
            AddHostDefaults(services);
        }

        await using var provider = services.BuildServiceProvider();
        using var http = provider.GetRequiredService<IHttpClientFactory>().CreateClient(TaskHistoryHttp.ClientName);
        using var activity = new Activity("host").SetIdFormat(ActivityIdFormat.W3C).Start();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "System.Net.Http",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
        };
        ActivitySource.AddActivityListener(listener);

        using var response = await http.GetAsync(server.Address, TestContext.Current.CancellationToken);

        Assert.Equal(503, (int)response.StatusCode);
        Assert.Equal(["Host"], Assert.Single(server.Requests).Headers.Keys);
        Assert.Equal(Timeout.InfiniteTimeSpan, http.Timeout);
        Assert.Empty(logs.Messages);
    }

    [Fact]
    public async Task SubmitAsync_HostWithResilienceAndCaptureForAllClients_AsksOnceAndCapturesNothingOfIt()
    {
        await using var server = await HistoryServer.StartAsync();
        server.Instead = HistoryServer.Always(503, """{"message":"not for the ticket"}""");
        var channel = new RecordingChannel();
        await using var client = TestClient.Create(channel, builder =>
        {
            AddHostDefaults(builder.Services);
            builder.CaptureHttpClients().Configure(options =>
            {
                options.ProjectId = HistoryUnderTest.Project.ToString();
                options.Paragon.Hosts.Add("127.0.0.1");
                (options.Paragon.TaskHistory.ApiKey, options.Paragon.TaskHistory.BaseAddress) = (HistoryUnderTest.Key, server.Address);
            });
        });
        using var scope = client.BeginScope();

        await client.PrepareAsync(TestClient.Ticket, TestContext.Current.CancellationToken);

        Assert.Single(server.Requests);
        Assert.Equal(0, scope.Snapshot().CallsSeen);
        Assert.Empty(scope.Snapshot().ApiErrors);
    }

    private static void AddHostDefaults(IServiceCollection services) => services.ConfigureHttpClientDefaults(builder =>
    {
        builder.AddStandardResilienceHandler();
        builder.ConfigureHttpClient(http =>
        {
            http.Timeout = TimeSpan.FromSeconds(1);
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "host-secret");
        });
    });
}

using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SupportSdk.Status;
using SupportSdk.Tests.Doubles;

namespace SupportSdk.Tests.Capture.Logs;

public sealed class LogClientTests
{
    private const string Link = "https://dashboard.useparagon.com/connect/projects/38b1f170-0c43-4eae-9a04-ab85325d99f7/history/workflows/5f5ef1a2-0000-4000-8000-000000000001/executions/";

    [Fact]
    public async Task CaptureLogs_AppIsQuieter_HasALevelOfItsOwn()
    {
        await using var app = App(logging => logging.SetMinimumLevel(LogLevel.Critical).AddFilter("Shop", LogLevel.None));
        Assert.Equal(["warning", "error"], MessagesOf(app));
    }

    [Fact]
    public async Task CaptureLogs_LevelGiven_IsTaken()
    {
        await using var app = App(capture: support => support.CaptureLogs(LogLevel.Information));
        Assert.Equal(["information", "warning", "error"], MessagesOf(app));
    }

    [Theory]
    [InlineData("Logging:SupportSdk:LogLevel:Default", "Error", new[] { "error" })]
    [InlineData("Logging:SupportSdk:LogLevel:Shop", "Information", new[] { "information", "warning", "error" })]
    [InlineData("Logging:LogLevel:Default", "Critical", new[] { "warning", "error" })]
    public async Task CaptureLogs_Configuration_GoesFirst(string key, string level, string[] expected)
    {
        var section = new ConfigurationBuilder().AddInMemoryCollection([new(key, level)]).Build().GetSection("Logging");
        await using var app = App(logging => logging.AddConfiguration(section));
        Assert.Equal(expected, MessagesOf(app));
    }

    [Fact]
    public async Task CaptureLogs_Twice_CapturesOnce()
    {
        await using var app = App(capture: support => support.CaptureLogs().CaptureLogs());
        Assert.Equal(["warning", "error"], MessagesOf(app));
    }

    [Fact]
    public async Task CaptureLogs_NotCalled_CapturesNothing()
    {
        await using var app = App(capture: static _ => { });
        Assert.Empty(MessagesOf(app));
    }

    [Fact]
    public void CaptureLogs_NoSuchLevel_Throws()
    {
        var builder = new ServiceCollection().AddSupport();
        Assert.Throws<ArgumentOutOfRangeException>(() => builder.CaptureLogs((LogLevel)17));
        Assert.Throws<ArgumentNullException>(() => SupportBuilderExtensions.CaptureLogs(null!));
    }

    [Fact]
    public async Task CaptureLogs_OwnLog_IsKnownByInstanceNotByName()
    {
        var recorded = new RecordingLogs();
        await using var app = App(logging => logging.AddProvider(recorded), static support => support.CaptureLogs(LogLevel.Trace), FailingStatus);
        var support = app.GetRequiredService<SupportClient>();
        using var scope = support.BeginScope();
        var receipt = await support.SubmitAsync(TestClient.Ticket, TestContext.Current.CancellationToken);
        app.GetRequiredService<ILoggerFactory>().CreateLogger("SupportSdk.Submission.TicketFinisher").LogWarning("the app's own");
        Assert.Equal(TicketOutcome.Delivered, receipt.Outcome);
        Assert.Contains(recorded.Messages, m => m.Contains("status feed is unknown", StringComparison.Ordinal));
        Assert.Contains(recorded.Messages, m => m.Contains("accepted", StringComparison.Ordinal));
        var seen = scope.Snapshot();
        Assert.Equal(["the app's own"], seen.Logs.Select(l => l.Message));
        Assert.DoesNotContain("log-within-log", seen.Dropped);
    }

    [Fact]
    public async Task Dispose_Client_DetachesFromTheAppsLog()
    {
        await using var client = TestClient.Create(new RecordingChannel());
        using var factory = LoggerFactory.Create(logging => logging.AddSupportDiagnostics(client).AddSupportDiagnostics(client));
        var logger = factory.CreateLogger("Shop");
        using var scope = client.BeginScope();
        logger.LogWarning("before");
        Assert.True(logger.IsEnabled(LogLevel.Warning));
        await client.DisposeAsync();
        Assert.False(logger.IsEnabled(LogLevel.Critical));
        logger.LogWarning("after");
        Assert.Equal(["before"], scope.Snapshot().Logs.Select(l => l.Message));
    }

    [Fact]
    public async Task Dispose_Factory_EndsItsCaptureAlone()
    {
        await using var client = TestClient.Create(new RecordingChannel());
        using var kept = LoggerFactory.Create(logging => logging.AddSupportDiagnostics(client));
        await using (var gone = new ServiceCollection().AddLogging(logging => logging.AddSupportDiagnostics(client)).BuildServiceProvider())
        {
            gone.GetRequiredService<ILoggerFactory>().CreateLogger("Shop").LogWarning("nowhere");
        }

        using var scope = client.BeginScope();
        kept.CreateLogger("Shop").LogWarning("here");
        Assert.Equal(["here"], scope.Snapshot().Logs.Select(l => l.Message));
    }

    [Fact]
    public async Task Log_TwoClients_DoNotMeet()
    {
        await using var one = TestClient.Create(new RecordingChannel());
        await using var other = TestClient.Create(new RecordingChannel());
        using var logsOfOne = LoggerFactory.Create(logging => logging.AddSupportDiagnostics(one));
        using var logsOfBoth = LoggerFactory.Create(logging => logging.AddSupportDiagnostics(one).AddSupportDiagnostics(other));
        using var scopeOfOne = one.BeginScope();
        using var scopeOfOther = other.BeginScope();
        logsOfOne.CreateLogger("Shop").LogWarning("one");
        logsOfBoth.CreateLogger("Shop").LogWarning("both");
        Assert.Equal(["one", "both"], scopeOfOne.Snapshot().Logs.Select(l => l.Message));
        Assert.Equal(["both"], scopeOfOther.Snapshot().Logs.Select(l => l.Message));
    }

    [Fact]
    public async Task Submit_LinksInLogs_BecomeExecutions()
    {
        await using var app = App();
        var support = app.GetRequiredService<SupportClient>();
        var (inText, inValue, inException, inScope) = (Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid());
        using var scope = support.BeginScope();
        var logger = app.GetRequiredService<ILoggerFactory>().CreateLogger("Shop");
        logger.LogWarning($"The run {Link}{inText} failed");
        logger.LogWarning("The run {Url} failed", new Uri($"{Link}{inValue}?from=mail"));
        using (logger.BeginScope("Run {Url}", $"{Link}{inScope}"))
        {
            logger.LogError(new InvalidOperationException("outer", new InvalidOperationException($"see {Link}{inException}.")), "The run failed");
        }

        var prepared = await support.PrepareAsync(TestClient.Ticket, TestContext.Current.CancellationToken);
        Assert.All([inText, inValue, inException, inScope], id => Assert.Contains($"/executions/{id}", prepared.Text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Submit_ErrorWasLogged_IsTheTicketsTimeAndEvidence()
    {
        await using var app = App();
        var support = app.GetRequiredService<SupportClient>();
        using var scope = support.BeginScope();
        app.GetRequiredService<ILoggerFactory>().CreateLogger("Shop").LogError(new IOException("the disk is full"), "Order {Id} is lost", 17);
        var receipt = await support.SubmitAsync(new SupportTicket { Summary = "Orders are lost", UserId = "user-1" }, TestContext.Current.CancellationToken);
        Assert.Empty(receipt.Missing);
        Assert.Contains("the disk is full", (await support.PrepareAsync(new SupportTicket { Summary = "Orders are lost" }, TestContext.Current.CancellationToken)).Text, StringComparison.Ordinal);
    }

    private static ServiceProvider App(Action<ILoggingBuilder>? logging = null, Action<SupportBuilder>? capture = null, FixedStatus? status = null)
    {
        var services = new ServiceCollection().AddSingleton<IStatusFeed>(status ?? FixedStatus.Quiet);
        services.AddLogging(logging ?? (static _ => { }));
        var support = services.AddSupport(options => options.Level = SupportLevel.Pro).AddChannel(new RecordingChannel());
        (capture ?? (static s => s.CaptureLogs()))(support);
        var provider = services.BuildServiceProvider();
        provider.GetRequiredService<SupportClient>().Start();
        return provider;
    }

    private static FixedStatus FailingStatus => new(static _ => throw new InvalidOperationException("no status"));

    private static string[] MessagesOf(ServiceProvider app)
    {
        using var scope = app.GetRequiredService<SupportClient>().BeginScope();
        var logger = app.GetRequiredService<ILoggerFactory>().CreateLogger("Shop");
        logger.LogInformation("information");
        logger.LogWarning("warning");
        logger.LogError("error");
        return [.. scope.Snapshot().Logs.Select(l => l.Message)];
    }
}

using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;
using SupportSdk.Tests.Doubles;

namespace SupportSdk.Tests.Paragon.Api.History;

public sealed class TaskHistoryBudgetTests
{
    private readonly FakeTimeProvider _clock = new(TestClient.Start);

    [Theory]
    [InlineData("/workflow-executions", 0, false)]
    [InlineData("/step-executions/", 1, true)]
    public async Task FindAsync_RequestHangs_EndsAtTheBudgetWithWhatIsThere(string hanging, int executions, bool hasStep)
    {
        var row = new HistoryRow();
        await using var server = await HistoryServer.StartAsync(row);
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        server.Instead = async context =>
        {
            if (context.Request.Path.Value!.Contains(hanging, StringComparison.Ordinal))
            {
                reached.TrySetResult();
                await Task.Delay(Timeout.Infinite, context.RequestAborted);
            }

            return false;
        };
        using var under = new HistoryUnderTest(server.Address, options => options.TaskHistory.Budget = TimeSpan.FromSeconds(3), _clock);

        var finding = under.FindAsync();
        await reached.Task.WaitAsync(TestContext.Current.CancellationToken);
        _clock.Advance(TimeSpan.FromSeconds(2.9));
        Assert.False(finding.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(0.1));
        var result = await finding;

        Assert.Equal(executions, result.Executions.Count);
        Assert.Equal(hasStep, result.Executions.Any(execution => execution.FailingStep is not null));
        Assert.Contains("cut short: its 3 seconds (Paragon.TaskHistory.Budget) were over", result.Problem, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task FindAsync_HandlerIgnoresItsToken_StillEndsAtTheBudget()
    {
        var handler = new DeafHandler();
        using var under = new HistoryUnderTest(new Uri("http://127.0.0.1"), options => options.TaskHistory.Budget = TimeSpan.FromSeconds(3), _clock, handler);

        var finding = under.FindAsync();
        await handler.Reached.Task.WaitAsync(TestContext.Current.CancellationToken);
        _clock.Advance(TimeSpan.FromSeconds(3));

        Assert.Contains("cut short", (await finding).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FindAsync_CallerCancels_Ends()
    {
        var handler = new DeafHandler();
        using var under = new HistoryUnderTest(new Uri("http://127.0.0.1"), time: _clock, handler: handler);
        using var caller = new CancellationTokenSource();

        var finding = under.History.FindAsync(HistoryUnderTest.Query, caller.Token);
        await handler.Reached.Task.WaitAsync(TestContext.Current.CancellationToken);
        await caller.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => finding);
    }

    [Fact]
    public async Task FindAsync_SlowDrip_EndsAtTheBudget()
    {
        await using var server = await HistoryServer.StartAsync();
        var dripping = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        server.Instead = async context =>
        {
            context.Response.ContentType = "application/json";
            await context.Response.WriteAsync("{\"workflowExecutions\":[");
            await context.Response.Body.FlushAsync();
            dripping.TrySetResult();
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
            return true;
        };
        using var under = new HistoryUnderTest(server.Address, options => options.TaskHistory.Budget = TimeSpan.FromSeconds(1), _clock);

        var finding = under.FindAsync();
        await dripping.Task.WaitAsync(TestContext.Current.CancellationToken);
        _clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Contains("its 1 seconds", (await finding).Problem, StringComparison.Ordinal);
    }

    /// <summary>Never answers, and hears no cancellation.</summary>
    private sealed class DeafHandler : HttpMessageHandler
    {
        public TaskCompletionSource Reached { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Reached.TrySetResult();
            return new TaskCompletionSource<HttpResponseMessage>().Task;
        }
    }
}

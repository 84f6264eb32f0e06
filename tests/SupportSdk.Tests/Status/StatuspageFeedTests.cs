using Microsoft.AspNetCore.Http;
using SupportSdk.Status;

namespace SupportSdk.Tests.Status;

public sealed class StatuspageFeedTests
{
    private static readonly RequestDelegate Operational = StatusPageServer.Fixture("statuspage-summary-operational.json");
    private static readonly RequestDelegate Major = StatusPageServer.Fixture("statuspage-summary-major.json");

    [Fact]
    public async Task GetAsync_WithinCacheFor_AsksOnce()
    {
        await using var server = await StatusPageServer.StartAsync(Operational);
        using var feed = new FeedUnderTest(server.Address);

        var first = await feed.GetAsync();
        feed.Time.Advance(TimeSpan.FromSeconds(29.9));
        Assert.Same(first, await feed.GetAsync());
        Assert.Single(server.Requests);
        feed.Time.Advance(TimeSpan.FromSeconds(0.1));
        await feed.GetAsync();
        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public async Task GetAsync_NotModified_RenewsTheKnownAnswer()
    {
        await using var server = await StatusPageServer.StartAsync(async context =>
        {
            context.Response.Headers.ETag = "W/\"v1\"";
            if (context.Request.Headers.IfNoneMatch == "W/\"v1\"")
                context.Response.StatusCode = StatusCodes.Status304NotModified;
            else
                await Major(context);
        });
        using var feed = new FeedUnderTest(server.Address);

        for (var round = 0; round < 3; round++)
        {
            var snapshot = await feed.GetAsync();
            Assert.Equal((StatusIndicator.Critical, 1, false), (snapshot.Indicator, snapshot.Incidents.Count, snapshot.IsStale));
            Assert.Equal(feed.Time.GetUtcNow(), snapshot.FetchedAt);
            feed.Time.Advance(TimeSpan.FromMinutes(10));
        }

        server.Answer = StatusPageServer.Empty(404);
        var stale = await feed.GetAsync();
        Assert.Equal((true, FeedUnderTest.Start.AddMinutes(20)), (stale.IsStale, stale.FetchedAt));
        Assert.Equal(["", "W/\"v1\"", "W/\"v1\"", "W/\"v1\""], server.Requests.Select(request => request.Headers.GetValueOrDefault("If-None-Match", "")));
    }

    [Fact]
    public async Task GetAsync_NotModified_MaintenanceEndsWithItsWindow()
    {
        var body = """
            {"page":{},"status":{"indicator":"none"},"components":[],"incidents":[],"scheduled_maintenances":[{"name":"M","status":"scheduled",
            "scheduled_for":"2026-11-20T18:00:00Z","scheduled_until":"2026-11-20T19:00:00Z"}]}
            """;
        await using var server = await StatusPageServer.StartAsync(context =>
        {
            context.Response.Headers.ETag = "\"1\"";
            return (context.Request.Headers.IfNoneMatch.Count > 0 ? StatusPageServer.Empty(304) : StatusPageServer.Text(body))(context);
        });
        using var feed = new FeedUnderTest(server.Address);

        Assert.Equal(StatusIndicator.Maintenance, (await feed.GetAsync()).Indicator);
        feed.Time.Advance(TimeSpan.FromMinutes(15));
        Assert.Equal(StatusIndicator.Operational, (await feed.GetAsync()).Indicator);
    }

    [Fact]
    public async Task GetAsync_PageBreaks_EarlierAnswerIsStaleThenUnknown()
    {
        await using var server = await StatusPageServer.StartAsync(Major);
        using var feed = new FeedUnderTest(server.Address);
        await feed.GetAsync();
        server.Answer = StatusPageServer.Text("", status: 404);

        feed.Time.Advance(TimeSpan.FromMinutes(15));
        var stale = await feed.GetAsync();
        Assert.Equal((StatusIndicator.Critical, true, 1), (stale.Indicator, stale.IsStale, stale.Incidents.Count));
        Assert.Equal(FeedUnderTest.Start, stale.FetchedAt);
        Assert.Contains("404", stale.Problem, StringComparison.Ordinal);

        feed.Time.Advance(TimeSpan.FromSeconds(5));
        var unknown = await feed.GetAsync();
        Assert.Equal((StatusIndicator.Unknown, false, 0), (unknown.Indicator, unknown.IsStale, unknown.Incidents.Count));

        server.Answer = Operational;
        feed.Time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(StatusIndicator.Operational, (await feed.GetAsync()).Indicator);
    }

    [Fact]
    public async Task GetAsync_PageBreaksAfterOperational_IsStaleAndNotOperational()
    {
        await using var server = await StatusPageServer.StartAsync(Operational);
        using var feed = new FeedUnderTest(server.Address);
        await feed.GetAsync();
        server.Answer = StatusPageServer.Fixture("not-a-feed.html", "text/html");
        feed.Time.Advance(TimeSpan.FromMinutes(1));

        var stale = await feed.GetAsync();
        Assert.Equal((StatusIndicator.Unknown, true, 4), (stale.Indicator, stale.IsStale, stale.Components.Count));
    }

    [Theory]
    [InlineData(30, 5)]
    [InlineData(2, 2)]
    public async Task GetAsync_DeadPage_IsAskedAgainOnlyAfterTheHold(int cacheForSeconds, int holdSeconds)
    {
        await using var server = await StatusPageServer.StartAsync(StatusPageServer.Text("", status: 503));
        using var feed = new FeedUnderTest(server.Address, options => options.CacheFor = TimeSpan.FromSeconds(cacheForSeconds));

        await feed.GetAsync();
        feed.Time.Advance(TimeSpan.FromSeconds(holdSeconds - 0.1));
        await feed.GetAsync();
        Assert.Single(server.Requests);
        feed.Time.Advance(TimeSpan.FromSeconds(0.1));
        await feed.GetAsync();
        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public async Task GetAsync_ManyCallers_ShareOneFetch()
    {
        var gate = new Gate(Operational);
        await using var server = await StatusPageServer.StartAsync(gate.AnswerAsync);
        using var feed = new FeedUnderTest(server.Address);

        var calls = Enumerable.Range(0, 50).Select(_ => Task.Run(feed.GetAsync, TestContext.Current.CancellationToken)).ToArray();
        await gate.Arrived;
        gate.Open();
        var snapshots = await Task.WhenAll(calls);

        Assert.Single(snapshots.Distinct(ReferenceEqualityComparer.Instance));
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task GetAsync_OneCallerCancels_TheOthersGetTheirAnswer()
    {
        var gate = new Gate(Operational);
        await using var server = await StatusPageServer.StartAsync(gate.AnswerAsync);
        using var feed = new FeedUnderTest(server.Address);
        using var impatience = new CancellationTokenSource();

        var impatient = feed.GetWithAsync(impatience.Token);
        var patient = feed.GetAsync();
        await gate.Arrived;
        await impatience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => impatient);
        Assert.False(patient.IsCompleted);
        gate.Open();

        Assert.Equal(StatusIndicator.Operational, (await patient).Indicator);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task GetAsync_CancelledBefore_AsksNothing()
    {
        await using var server = await StatusPageServer.StartAsync(Operational);
        using var feed = new FeedUnderTest(server.Address);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => feed.GetWithAsync(new CancellationToken(canceled: true)));
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task GetAsync_HangingPage_EndsWithTheBudget()
    {
        var gate = new Gate(Operational);
        await using var server = await StatusPageServer.StartAsync(gate.AnswerAsync);
        using var feed = new FeedUnderTest(server.Address);

        var call = feed.GetAsync();
        await gate.Arrived;
        feed.Time.Advance(TimeSpan.FromSeconds(1.9));
        Assert.False(call.IsCompleted);
        feed.Time.Advance(TimeSpan.FromSeconds(0.1));
        var snapshot = await call;

        Assert.Equal(StatusIndicator.Unknown, snapshot.Indicator);
        Assert.Contains("within 2 seconds (Status.Budget)", snapshot.Problem, StringComparison.Ordinal);
        await gate.Aborted.WaitAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task GetAsync_BodyNeverEnds_EndsWithTheBudget()
    {
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = await StatusPageServer.StartAsync(async context =>
        {
            await context.Response.WriteAsync("{\"page\":");
            await context.Response.Body.FlushAsync();
            begun.SetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        });
        using var feed = new FeedUnderTest(server.Address);

        var call = feed.GetAsync();
        await begun.Task.WaitAsync(TestContext.Current.CancellationToken);
        feed.Time.Advance(TimeSpan.FromSeconds(2));

        Assert.Contains("Status.Budget", (await call).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GetAsync_ImpossiblePage_IsUnknownAndThrowsNothing()
    {
        using var feed = new FeedUnderTest(new Uri("status", UriKind.Relative));

        var snapshot = await feed.GetAsync();
        Assert.Equal(StatusIndicator.Unknown, snapshot.Indicator);
        Assert.Contains("Status.Page", snapshot.Problem, StringComparison.Ordinal);
    }

    /// <summary>Holds the answer back until it is opened.</summary>
    private sealed class Gate(RequestDelegate answer)
    {
        private readonly TaskCompletionSource _arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _aborted = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Arrived => _arrived.Task.WaitAsync(TestContext.Current.CancellationToken);

        public Task Aborted => _aborted.Task;

        public void Open() => _opened.SetResult();

        public async Task AnswerAsync(HttpContext context)
        {
            using var aborted = context.RequestAborted.Register(() => _aborted.TrySetResult());
            _arrived.TrySetResult();
            await Task.WhenAny(_opened.Task, _aborted.Task);
            if (_opened.Task.IsCompleted)
                await answer(context);
        }
    }
}

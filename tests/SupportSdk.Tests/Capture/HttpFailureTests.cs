namespace SupportSdk.Tests.Capture;

public sealed class HttpFailureTests
{
    private readonly CaptureBench _bench = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Call_Refused_IsRecordedAndThrownUnchanged(bool sync)
    {
        using var scope = _bench.Open();
        using var client = _bench.Client();
        using var request = new HttpRequestMessage(HttpMethod.Get, $"http://127.0.0.1:{CaptureBench.ClosedPort()}/a");
        var thrown = await Assert.ThrowsAsync<HttpRequestException>(async () => _ = sync ? client.Send(request, Cancelled) : await client.SendAsync(request, Cancelled));
        var error = Assert.Single(scope.Snapshot().ApiErrors);
        Assert.Equal(("ConnectionRefused", null, thrown.Message), (error.Code, error.StatusCode, error.Message));
        Assert.Equal(HttpRequestError.ConnectionError, thrown.HttpRequestError);
    }

    [Fact]
    public async Task SendAsync_HandlerThrows_TheAppGetsTheSameObject()
    {
        using var scope = _bench.Open();
        var own = new InvalidOperationException("of the app");
        using var client = _bench.Client(new AnswerHandler(_ => throw own));
        Assert.Same(own, await Assert.ThrowsAsync<InvalidOperationException>(() => client.GetAsync(new Uri("http://localhost/"), Cancelled)));
        Assert.Equal(nameof(InvalidOperationException), Assert.Single(scope.Snapshot().ApiErrors).Code);
    }

    [Fact]
    public async Task SendAsync_ServerClosesWithoutAnswer_IsResponseEnded()
    {
        using var server = new RawServer("");
        using var scope = _bench.Open();
        using var client = _bench.Client();
        using var request = new HttpRequestMessage(HttpMethod.Post, server.Url) { Content = new StringContent("once") };
        await Assert.ThrowsAsync<HttpRequestException>(() => client.SendAsync(request, Cancelled));
        Assert.Equal("ResponseEnded", Assert.Single(scope.Snapshot().ApiErrors).Code);
    }

    [Fact]
    public async Task SendAsync_CallerCancels_IsCancelledAndStaysSo()
    {
        using var scope = _bench.Open();
        var arrived = new TaskCompletionSource();
        await using var server = await HangingServerAsync(arrived);
        using var client = _bench.Client();
        using var caller = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        var call = client.GetAsync(server.Url, caller.Token);
        await arrived.Task;
        await caller.CancelAsync();
        var thrown = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.Equal(caller.Token, thrown.CancellationToken);
        scope.AddException(thrown);
        Assert.Equal("Cancelled", Assert.Single(scope.Snapshot().ApiErrors).Code);
    }

    [Fact]
    public async Task SendAsync_HttpClientTimeout_IsTimeoutOnceTheExceptionIsSeen()
    {
        using var scope = _bench.Open();
        await using var server = await HangingServerAsync(new());
        using var client = _bench.Client();
        client.Timeout = TimeSpan.FromMilliseconds(100);
        var thrown = await Assert.ThrowsAsync<TaskCanceledException>(() => client.GetAsync(server.Url, Cancelled));
        Assert.IsType<TimeoutException>(thrown.InnerException);
        Assert.Equal("Cancelled", Assert.Single(scope.Snapshot().ApiErrors).Code);
        _bench.Door.Describe(new InvalidOperationException("wrapped by the app", thrown));
        Assert.Equal("Timeout", Assert.Single(scope.Snapshot().ApiErrors).Code);
    }

    [Fact]
    public async Task SendAsync_HandlersOwnTimeout_IsTimeoutAtOnce()
    {
        using var scope = _bench.Open();
        using var client = _bench.Client(new AnswerHandler(_ => throw new TaskCanceledException("by a handler's clock")));
        await Assert.ThrowsAsync<TaskCanceledException>(() => client.GetAsync(new Uri("http://localhost/"), Cancelled));
        Assert.Equal("Timeout", Assert.Single(scope.Snapshot().ApiErrors).Code);
    }

    private static Task<LoopbackServer> HangingServerAsync(TaskCompletionSource arrived) => LoopbackServer.StartAsync(async context =>
    {
        arrived.TrySetResult();
        var gone = new TaskCompletionSource();
        await using var registration = context.RequestAborted.Register(gone.SetResult);
        await gone.Task;
    });
}

using System.Diagnostics;
using System.Net;
using SupportSdk.Telemetry;

namespace SupportSdk.Tests.Capture.Runtime;

/// <summary>What is noted of a call that no handler of the SDK's sees.</summary>
public sealed class RuntimeCallsTests : IDisposable
{
    private const string Path = "/projects/38b1f170-0c43-4eae-9a04-ab85325d99f7/actions";

    private readonly RuntimeBench _bench = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose() => _bench.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Call_Success_IsOneFactOfTheTimeline(bool sync)
    {
        await using var server = await LoopbackServer.AnswerAsync(201, "{}");
        using var scope = _bench.Open();

        await SendAsync(new Uri(server.Url, Path + "?token=planted"), sync);

        var seen = scope.Snapshot();
        var call = Assert.Single(seen.Calls);
        Assert.Equal(("POST", 201, null, 1), (call.Method, call.StatusCode, call.Failure, seen.CallsSeen));
        Assert.StartsWith(new Uri(server.Url, Path + "?").AbsoluteUri, call.Url, StringComparison.Ordinal);
        Assert.DoesNotContain("planted", call.Url, StringComparison.Ordinal);
        Assert.InRange(call.Duration, TimeSpan.FromTicks(1), TimeSpan.FromMinutes(1));
        Assert.Empty(seen.ApiErrors);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Call_FailedResponse_IsAnErrorThatSaysNoBodyWasSeen(bool sync)
    {
        await using var server = await LoopbackServer.AnswerAsync(500, """{"message":"not for us"}""");
        using var activity = new Activity("work").SetIdFormat(ActivityIdFormat.W3C).Start();
        using var scope = _bench.Open();

        await SendAsync(new Uri(server.Url, Path), sync);

        var error = Assert.Single(scope.Snapshot().ApiErrors);
        Assert.Equal(("POST", 500, null, null, activity.TraceId.ToHexString()), (error.Method, error.StatusCode, error.Code, error.BodyExcerpt, error.TraceId));
        Assert.StartsWith("Uninstrumented client: no body was seen.", error.Message, StringComparison.Ordinal);
        Assert.Contains("DiagnosticsHandler", error.Message, StringComparison.Ordinal);
        Assert.Equal(500, Assert.Single(scope.Snapshot().Calls).StatusCode);
    }

    [Fact]
    public async Task Call_542_SaysThatTheBodyNamesTheExecution()
    {
        await using var server = await LoopbackServer.AnswerAsync(542, "{}");
        using var scope = _bench.Open();

        await SendAsync(server.Url, sync: false);

        var error = Assert.Single(scope.Snapshot().ApiErrors);
        Assert.Equal(542, error.StatusCode);
        Assert.Contains("the workflow runs on", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GetStringAsync_FailedResponse_IsOneErrorWithItsStatus()
    {
        await using var server = await LoopbackServer.AnswerAsync(403, "{}");
        using var scope = _bench.Open();

        await Assert.ThrowsAsync<HttpRequestException>(() => _bench.Bare.GetStringAsync(server.Url, Cancelled));

        Assert.Equal(403, Assert.Single(scope.Snapshot().ApiErrors).StatusCode);
    }

    [Fact]
    public async Task Call_RefusedConnection_TellsItsKindAndMessage()
    {
        using var scope = _bench.Open();

        await Assert.ThrowsAsync<HttpRequestException>(() => SendAsync(new Uri($"http://127.0.0.1:{CaptureBench.ClosedPort()}/"), sync: false));

        var error = Assert.Single(scope.Snapshot().ApiErrors);
        Assert.Equal((null, "ConnectionError"), (error.StatusCode, error.Code));
        Assert.Contains("refused", error.Message, StringComparison.Ordinal);
        Assert.Contains("only this message was seen", error.Message, StringComparison.Ordinal);
        Assert.Equal("ConnectionError", Assert.Single(scope.Snapshot().Calls).Failure);
    }

    [Theory]
    [InlineData(true, "Timeout")]
    [InlineData(false, "Cancelled")]
    public async Task Call_TimeoutAndCancellation_AreToldApart(bool timeout, string code)
    {
        var arrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = await LoopbackServer.StartAsync(async context =>
        {
            arrived.TrySetResult();
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        });
        using var scope = _bench.Open();
        using var client = new HttpClient(CaptureBench.Plain()) { Timeout = timeout ? TimeSpan.FromMilliseconds(200) : Timeout.InfiniteTimeSpan };
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        var call = client.GetAsync(server.Url, cancel.Token);
        if (!timeout)
        {
            await arrived.Task.WaitAsync(Cancelled);
            await cancel.CancelAsync();
        }

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);

        Assert.Equal((null, code), (Assert.Single(scope.Snapshot().ApiErrors).StatusCode, scope.Snapshot().ApiErrors[0].Code));
    }

    [Fact]
    public async Task Call_ServerDiesInTheBody_IsAnErrorBesideItsStatus()
    {
        using var server = new RawServer("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf");
        using var scope = _bench.Open();

        await Assert.ThrowsAsync<HttpRequestException>(() => _bench.Bare.GetAsync(server.Url, Cancelled));

        var error = Assert.Single(scope.Snapshot().ApiErrors);
        Assert.Equal((200, "Failed"), (error.StatusCode, error.Code));
    }

    [Fact]
    public async Task Call_WithoutAMeter_HasAnUnknownMethod()
    {
        using var scope = _bench.Open();
        using var client = new HttpClient(new AnswerHandler(_ => new HttpResponseMessage(HttpStatusCode.OK)));

        using (await client.GetAsync(new Uri("http://127.0.0.1/x"), Cancelled))
        {
        }

        Assert.Equal("?", Assert.Single(scope.Snapshot().Calls).Method);
    }

    [Fact]
    public async Task Message_WithASecret_IsMasked()
    {
        using var scope = _bench.Open();
        using var client = new HttpClient(new AnswerHandler(_ => throw new HttpRequestException("refused Authorization: Bearer " + Tokens.For("user-1"))));

        await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync(new Uri("http://127.0.0.1/x"), Cancelled));

        Assert.DoesNotContain("eyJ", Assert.Single(scope.Snapshot().ApiErrors).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Invoker_WithoutHttpClient_IsSeenToo()
    {
        await using var server = await LoopbackServer.AnswerAsync(500, "{}");
        using var scope = _bench.Open();
        using var invoker = new HttpMessageInvoker(CaptureBench.Plain());
        using var request = new HttpRequestMessage(HttpMethod.Put, server.Url);

        using (await invoker.SendAsync(request, Cancelled))
        {
        }

        Assert.Equal(("PUT", 500), (Assert.Single(scope.Snapshot().ApiErrors).Method, scope.Snapshot().ApiErrors[0].StatusCode));
    }

    [Fact]
    public async Task Call_AnotherHost_IsNotSeen()
    {
        await using var server = await LoopbackServer.AnswerAsync(500, "{}");
        using var bench = new RuntimeBench("useparagon.com", "localhost:1");
        using var scope = bench.Open();

        using (await bench.Bare.GetAsync(server.Url, Cancelled))
        using (await bench.Bare.GetAsync(new UriBuilder(server.Url) { Host = "localhost" }.Uri, Cancelled))
        {
        }

        Assert.Equal((0, 0), (scope.Snapshot().CallsSeen, scope.Snapshot().ApiErrors.Count));
    }

    [Fact]
    public async Task Call_PathOfAGateway_AloneIsSeen()
    {
        await using var server = await LoopbackServer.AnswerAsync(500, "{}");
        using var bench = new RuntimeBench($"127.0.0.1:{server.Url.Port}/paragon");
        using var scope = bench.Open();

        using (await bench.Bare.GetAsync(new Uri(server.Url, "/other"), Cancelled))
        using (await bench.Bare.GetAsync(new Uri(server.Url, "/paragon/x"), Cancelled))
        {
        }

        Assert.EndsWith("/paragon/x", Assert.Single(scope.Snapshot().ApiErrors).Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Call_FlowSuppressed_IsALossThatIsCounted()
    {
        await using var server = await LoopbackServer.AnswerAsync(500, "{}");
        using var scope = _bench.Open();
        Task<HttpResponseMessage> call;
        using (ExecutionContext.SuppressFlow())
        {
            call = _bench.Bare.GetAsync(server.Url, Cancelled);
        }

        (await call).Dispose();

        Assert.Equal((0, 1), (scope.Snapshot().CallsSeen, _bench.Capture.Losses.Of(LossReason.CallNotFollowed)));
    }

    private async Task SendAsync(Uri url, bool sync)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new StringContent("{}") };
        using var response = sync ? _bench.Bare.Send(request, Cancelled) : await _bench.Bare.SendAsync(request, Cancelled);
        Assert.NotNull(response);
    }
}

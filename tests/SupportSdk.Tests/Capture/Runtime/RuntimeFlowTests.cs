namespace SupportSdk.Tests.Capture.Runtime;

/// <summary>Each call is recorded once, and in the scope where it belongs.</summary>
public sealed class RuntimeFlowTests : IDisposable
{
    private readonly RuntimeBench _bench = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose() => _bench.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Call_ThroughAHandler_IsRecordedOnceWithItsBody(bool sync)
    {
        await using var server = await LoopbackServer.AnswerAsync(500, """{"code":"41070"}""");
        using var scope = _bench.Open();
        using var client = _bench.Capture.Client();
        using var request = new HttpRequestMessage(HttpMethod.Get, server.Url);

        using (sync ? client.Send(request, Cancelled) : await client.SendAsync(request, Cancelled))
        {
        }

        var seen = scope.Snapshot();
        Assert.Equal((1, "41070", 1), (seen.Calls.Count, Assert.Single(seen.ApiErrors).Code, seen.CallsSeen));
    }

    [Fact]
    public async Task Call_ThroughTheHandlerOfAnotherClient_IsNotRecordedHere()
    {
        await using var server = await LoopbackServer.AnswerAsync(500, "{}");
        using var other = new RuntimeBench($"127.0.0.1:{server.Url.Port}");
        using var mine = _bench.Open();
        using var outer = other.Open();
        using var client = _bench.Capture.Client();

        (await client.GetAsync(server.Url, Cancelled)).Dispose();

        Assert.Equal((1, 0), (mine.Snapshot().CallsSeen, outer.Snapshot().CallsSeen));
        Assert.Empty(other.Unscoped().Calls);
    }

    [Fact]
    public async Task Clients_TwoInOneProcess_DoNotMeet()
    {
        await using var server = await LoopbackServer.AnswerAsync(500, "{}");
        var host = $"127.0.0.1:{server.Url.Port}";
        using var first = new RuntimeBench(host);
        using var second = new RuntimeBench(host);

        using (var scope = first.Open())
        {
            (await first.Bare.GetAsync(server.Url, Cancelled)).Dispose();
            Assert.Single(scope.Snapshot().ApiErrors);
        }

        Assert.Equal((0, 0), (first.Unscoped().CallsSeen, second.Unscoped().CallsSeen));
    }

    [Fact]
    public async Task Call_WithoutAScope_GoesToTheRing()
    {
        await using var server = await LoopbackServer.AnswerAsync(500, "{}");
        using var bench = new RuntimeBench($"127.0.0.1:{server.Url.Port}");

        (await bench.Bare.GetAsync(server.Url, Cancelled)).Dispose();

        Assert.Single(bench.Unscoped().ApiErrors);
    }

    [Fact]
    public async Task Calls_ManyParallelScopes_AreNeverMixed()
    {
        await using var server = await LoopbackServer.StartAsync(context =>
        {
            context.Response.StatusCode = 500;
            return Task.CompletedTask;
        });
        await Parallel.ForAsync(0, 400, Cancelled, async (n, cancellationToken) =>
        {
            using var scope = _bench.Open();
            var calls = Enumerable.Range(0, 3).Select(i => _bench.Bare.GetAsync(new Uri(server.Url, $"/{n}/{i}"), cancellationToken)).ToArray();
            foreach (var call in calls)
            {
                (await call).Dispose();
            }

            var seen = scope.Snapshot();
            Assert.Equal(Enumerable.Range(0, 3).Select(i => $"/{n}/{i}"), seen.ApiErrors.Select(e => new Uri(e.Url).AbsolutePath).Order());
            Assert.Equal(3, seen.CallsSeen);
        });
    }

    [Fact]
    public async Task Call_InsideAnother_EndsByItself()
    {
        await using var server = await LoopbackServer.StartAsync(context =>
        {
            context.Response.StatusCode = context.Request.Path == "/outer" ? 503 : 200;
            return Task.CompletedTask;
        });
        using var bench = new RuntimeBench($"127.0.0.1:{server.Url.Port}");
        using var scope = bench.Open();
        var elsewhere = new UriBuilder(server.Url) { Host = "localhost" }.Uri; // No host of Paragon's, and made within the call to one.
        using var client = new HttpClient(new CallingHandler(bench.Bare, elsewhere, new Uri(server.Url, "/inner")) { InnerHandler = CaptureBench.Plain() });

        (await client.GetAsync(new Uri(server.Url, "/outer"), Cancelled)).Dispose();

        Assert.Equal(["/inner 200", "/outer 503"], scope.Snapshot().Calls.Select(c => $"{new Uri(c.Url).AbsolutePath} {c.StatusCode}").Order());
    }

    [Fact]
    public async Task Call_CapturedOneInsideABareOne_BothAreRecorded()
    {
        await using var server = await LoopbackServer.AnswerAsync(500, """{"code":"41070"}""");
        using var scope = _bench.Open();
        using var captured = _bench.Capture.Client();
        using var client = new HttpClient(new CallingHandler(captured, new Uri(server.Url, "/inner")) { InnerHandler = CaptureBench.Plain() });

        (await client.GetAsync(new Uri(server.Url, "/outer"), Cancelled)).Dispose();

        Assert.Equal(["/inner 41070", "/outer "], scope.Snapshot().ApiErrors.Select(e => $"{new Uri(e.Url).AbsolutePath} {e.Code}").Order());
    }

    [Fact]
    public async Task Call_Ended_IsNoLongerThePartOfWhatFollows()
    {
        await using var server = await LoopbackServer.AnswerAsync(200, "{}");
        using var request = new HttpRequestMessage(HttpMethod.Get, server.Url);

        (await _bench.Bare.GetAsync(server.Url, Cancelled)).Dispose();
        _bench.Bare.Send(request, Cancelled).Dispose();
        var left = _bench.Bare.GetAsync(server.Url, Cancelled); // Under way, and no part of what its caller does next.

        Assert.False(_bench.HasCallAtHand);
        (await left).Dispose();
    }

    [Fact]
    public async Task OwnWork_OfAnyClient_IsNeverRecorded()
    {
        await using var server = await LoopbackServer.AnswerAsync(500, "{}");
        using var scope = _bench.Open();

        using (HttpFlow.OwnWork())
        {
            (await _bench.Bare.GetAsync(server.Url, Cancelled)).Dispose();
        }

        Assert.Equal(0, scope.Snapshot().CallsSeen);
        (await _bench.Bare.GetAsync(server.Url, Cancelled)).Dispose();
        Assert.Equal(1, scope.Snapshot().CallsSeen);
    }

    [Fact]
    public async Task Stop_LaterCalls_AreNotSeen()
    {
        await using var server = await LoopbackServer.AnswerAsync(500, "{}");
        using var scope = _bench.Open();
        (await _bench.Bare.GetAsync(server.Url, Cancelled)).Dispose();

        _bench.Stop();
        (await _bench.Bare.GetAsync(server.Url, Cancelled)).Dispose();

        Assert.Equal(1, scope.Snapshot().CallsSeen);
    }

    /// <summary>Makes calls of its own before it lets the app's go.</summary>
    private sealed class CallingHandler(HttpClient http, params Uri[] urls) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            foreach (var url in urls)
            {
                (await http.GetAsync(url, cancellationToken)).Dispose();
            }

            return await base.SendAsync(request, cancellationToken);
        }
    }
}

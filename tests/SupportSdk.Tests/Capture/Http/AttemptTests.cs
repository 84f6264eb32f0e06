using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http;
using Microsoft.Extensions.Http.Resilience;
using Polly;
using SupportSdk.Capture.Http;

namespace SupportSdk.Tests.Capture.Http;

public sealed class AttemptTests
{
    private readonly CaptureBench _bench = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Pipeline_RetriesUntilSuccess_AreAttemptsOfOneOperation()
    {
        await using var server = await FailingServerAsync(failures: 2);
        await using var provider = Provider(retries: 3);
        using var scope = _bench.Open();
        using (await provider.GetRequiredService<IHttpClientFactory>().CreateClient("paragon").GetAsync(server.Url, Cancelled))
        {
        }

        var seen = scope.Snapshot();
        Assert.Equal([(503, 1, 1), (503, 2, 1), (200, 3, 1)], seen.Calls.OrderBy(c => c.Attempt).Select(c => (c.StatusCode, c.Attempt, c.Operation)));
        Assert.Equal([(1, 1), (2, 1)], seen.ApiErrors.Select(e => (e.Attempt, e.Operation)));
        Assert.Equal(3, seen.CallsSeen);
    }

    [Fact]
    public async Task Pipeline_TwoCalls_AreTwoOperations()
    {
        await using var server = await FailingServerAsync(failures: int.MaxValue);
        await using var provider = Provider(retries: 1);
        using var scope = _bench.Open();
        var client = provider.GetRequiredService<IHttpClientFactory>().CreateClient("paragon");
        (await client.GetAsync(server.Url, Cancelled)).Dispose();
        (await client.GetAsync(server.Url, Cancelled)).Dispose();
        Assert.Equal([(1, 1), (2, 1), (1, 2), (2, 2)], scope.Snapshot().ApiErrors.Select(e => (e.Attempt, e.Operation)));
    }

    [Fact]
    public async Task Call_Unrepeated_IsNoAttempt()
    {
        await using var server = await FailingServerAsync(failures: 2);
        using var scope = _bench.Open();
        using var client = _bench.Client();
        (await client.GetAsync(server.Url, Cancelled)).Dispose();
        (await client.GetAsync(server.Url, Cancelled)).Dispose();
        (await client.GetAsync(server.Url, Cancelled)).Dispose();
        Assert.All(scope.Snapshot().ApiErrors, e => Assert.Equal((null, null), (e.Attempt, e.Operation)));
        Assert.All(scope.Snapshot().Calls, c => Assert.Equal((null, null), (c.Attempt, c.Operation)));
    }

    [Fact]
    public async Task Attempt_GivenUpByAHandlerThatTriesAgain_IsATimeout()
    {
        using var scope = _bench.Open();
        var tries = 0;
        using var client = new HttpClient(new ImpatientHandler
        {
            InnerHandler = new CaptureHandler(_bench.Http)
            {
                InnerHandler = new HangingOnceHandler(() => ++tries == 1),
            },
        });
        (await client.GetAsync(new Uri("http://localhost/"), Cancelled)).Dispose();
        Assert.Equal(("Timeout", 1), (Assert.Single(scope.Snapshot().ApiErrors).Code, scope.Snapshot().ApiErrors[0].Attempt));
    }

    [Fact]
    public async Task Factory_EveryWayOfRegistering_RecordsACallOnce()
    {
        await using var server = await FailingServerAsync(failures: int.MaxValue);
        var services = new ServiceCollection();
        services.AddLogging();
        var builder = services.AddSupport(options => options.Paragon.Hosts.Add("127.0.0.1")).AddChannel(new Doubles.RecordingChannel());
        builder.CaptureHttpClients().CaptureHttpClients();
        services.AddHttpClient("paragon").AddSupportDiagnostics().AddSupportDiagnostics();
        services.AddSupport();
        await using var provider = services.BuildServiceProvider();
        using var scope = provider.GetRequiredService<SupportClient>().BeginScope();
        (await provider.GetRequiredService<IHttpClientFactory>().CreateClient("paragon").GetAsync(server.Url, Cancelled)).Dispose();
        Assert.Equal((1, 1), (scope.Snapshot().CallsSeen, scope.Snapshot().ApiErrors.Count));
    }

    private ServiceProvider Provider(int retries)
    {
        var services = new ServiceCollection();
        services.AddSingleton<IHttpMessageHandlerBuilderFilter>(new CaptureHandlerFilter(new CapturedClients { All = true }, () => _bench.Http));
        services.AddHttpClient("paragon").AddResilienceHandler("retry", pipeline => pipeline.AddRetry(new HttpRetryStrategyOptions
        {
            MaxRetryAttempts = retries,
            Delay = TimeSpan.Zero,
            UseJitter = false,
        }));
        return services.BuildServiceProvider();
    }

    private static Task<LoopbackServer> FailingServerAsync(int failures)
    {
        var calls = 0;
        return LoopbackServer.StartAsync(context =>
        {
            context.Response.StatusCode = Interlocked.Increment(ref calls) <= failures ? 503 : 200;
            return context.Response.WriteAsync("busy");
        });
    }

    /// <summary>Gives an attempt up by a token of its own, and tries again.</summary>
    private sealed class ImpatientHandler : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            using var own = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var first = base.SendAsync(request, own.Token);
            await own.CancelAsync();
            await ((Task)first).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return await base.SendAsync(request, cancellationToken);
        }
    }

    private sealed class HangingOnceHandler(Func<bool> hangs) : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (hangs())
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
            }

            return new HttpResponseMessage { RequestMessage = request };
        }
    }
}

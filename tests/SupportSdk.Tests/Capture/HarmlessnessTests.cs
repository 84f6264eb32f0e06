using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http;
using SupportSdk.Capture.Http;

namespace SupportSdk.Tests.Capture;

public sealed class HarmlessnessTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Wire_WithAndWithoutUs_IsTheSameBytes(bool sync)
    {
        var bench = new CaptureBench();
        using var scope = bench.Open();
        using var plain = new HttpClient(CaptureBench.Plain());
        using var captured = bench.Client();
        Assert.Equal(await WireAsync(plain, sync), await WireAsync(captured, sync));
        Assert.Equal(1, scope.Snapshot().CallsSeen);
    }

    [Fact]
    public async Task Token_AfterTheCall_IsInNothingThatIsKept()
    {
        await using var server = await LoopbackServer.AnswerAsync(500, """{"message":"m","code":"1"}""");
        var bench = new CaptureBench();
        using var scope = bench.Open("job");
        using var client = bench.Client();
        var token = Tokens.For("user-1");
        using var request = new HttpRequestMessage(HttpMethod.Get, server.Url);
        request.Headers.Authorization = new("Bearer", token);
        using (await client.SendAsync(request, Cancelled))
        {
        }

        scope.SetUserToken(token);
        scope.SetUserId(token);
        var kept = JsonSerializer.Serialize(scope.Snapshot()) + scope + scope.Snapshot() + string.Concat(scope.Snapshot().ApiErrors);
        Assert.Contains("user-1", kept, StringComparison.Ordinal);
        Assert.Equal(["user-1"], scope.Snapshot().UserIds);
        foreach (var segment in token.Split('.'))
        {
            Assert.DoesNotContain(segment, kept, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Scopes_ManyParallelUsers_AreNeverMixed()
    {
        await using var server = await LoopbackServer.StartAsync(async context =>
        {
            (context.Response.StatusCode, context.Response.ContentType) = (500, "application/json");
            await context.Response.WriteAsync($$"""{"code":"{{context.Request.Query["n"]}}"}""");
        });
        var bench = new CaptureBench();
        using var client = bench.Client();
        await Parallel.ForAsync(0, 400, Cancelled, async (n, cancellationToken) =>
        {
            using var scope = bench.Open();
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(server.Url, $"/?n={n}"));
            request.Headers.Authorization = new("Bearer", Tokens.For($"user-{n}"));
            using (await Task.Run(() => client.SendAsync(request, cancellationToken), cancellationToken))
            {
            }

            var seen = scope.Snapshot();
            Assert.Equal(($"user-{n}", $"{n}", 1), (Assert.Single(seen.UserIds), Assert.Single(seen.ApiErrors).Code, seen.CallsSeen));
        });
    }

    [Fact]
    public async Task Scope_WorkInParallelForEach_LandsInIt()
    {
        await using var server = await LoopbackServer.AnswerAsync(500, "{}");
        var bench = new CaptureBench();
        using var scope = bench.Open();
        using var client = bench.Client();
        await Parallel.ForEachAsync(Enumerable.Range(0, 20), Cancelled, async (_, cancellationToken) => (await client.GetAsync(server.Url, cancellationToken)).Dispose());
        Assert.Equal((20, 20), (scope.Snapshot().ApiErrors.Count, scope.Snapshot().CallsSeen));
    }

    [Fact]
    public async Task Clients_TwoInOneProcess_DoNotMeet()
    {
        await using var server = await LoopbackServer.AnswerAsync(500, "{}");
        var (first, second) = (new CaptureBench(), new CaptureBench());
        using var outer = first.Open();
        using var inner = second.Open();
        using var client = first.Client();
        using (await client.GetAsync(server.Url, Cancelled))
        {
        }

        Assert.Equal((1, 0), (outer.Snapshot().ApiErrors.Count, inner.Snapshot().ApiErrors.Count));
    }

    [Fact]
    public void Filter_AllClients_AddsOnceInnermostAndSkipsTheSdksOwn()
    {
        var bench = new CaptureBench();
        var services = new ServiceCollection();
        services.AddSingleton<IHttpMessageHandlerBuilderFilter>(new CaptureHandlerFilter(new CapturedClients { All = true }, () => bench.Http));
        services.AddSingleton<IHttpMessageHandlerBuilderFilter>(new CaptureHandlerFilter(new CapturedClients { All = true }, () => bench.Http));
        services.AddHttpClient("app").AddHttpMessageHandler(() => new PassingHandler());
        services.AddHttpClient("by-hand").AddHttpMessageHandler(() => new CaptureHandler(bench.Http)).AddHttpMessageHandler(() => new PassingHandler());
        services.AddHttpClient("below").ConfigurePrimaryHttpMessageHandler(() => new CaptureHandler(bench.Http) { InnerHandler = CaptureBench.Plain() });
        services.AddHttpClient(CapturedClients.OwnPrefix + "Slack");
        using var provider = services.BuildServiceProvider();
        Assert.Equal(["PassingHandler", "CaptureHandler"], Chain(provider, "app"));
        Assert.Equal(["CaptureHandler", "PassingHandler"], Chain(provider, "by-hand"));
        Assert.Equal(["CaptureHandler"], Chain(provider, "below"));
        Assert.Empty(Chain(provider, CapturedClients.OwnPrefix + "Slack"));
        Assert.Equal(["CaptureHandler"], Chain(provider, ""));
    }

    [Fact]
    public void CapturedClients_ByName_IncludesThoseAlone()
    {
        var clients = new CapturedClients { Names = { "one" } };
        Assert.Equal((true, false, false), (clients.Include("one"), clients.Include("two"), clients.Include(null)));
    }

    private static string[] Chain(IServiceProvider provider, string name)
    {
        var names = new List<string>();
        for (var handler = provider.GetRequiredService<IHttpMessageHandlerFactory>().CreateHandler(name); handler is DelegatingHandler delegating; handler = delegating.InnerHandler!)
        {
            names.Add(handler.GetType().Name);
        }

        return [.. names.Where(n => n is nameof(PassingHandler) or nameof(CaptureHandler))];
    }

    private static async Task<string> WireAsync(HttpClient client, bool sync)
    {
        using var server = new RawServer("HTTP/1.1 500 Error\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}");
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(server.Url, "/p?a=b%20c")) { Content = new StringContent("body") };
        request.Headers.TryAddWithoutValidation("Authorization", "Bearer   " + Tokens.For("user-1"));
        request.Headers.TryAddWithoutValidation("X-Odd", "a,  b;c");
        using var response = sync ? client.Send(request, Cancelled) : await client.SendAsync(request, Cancelled);
        return System.Text.Encoding.Latin1.GetString(await server.Request).Replace($":{server.Url.Port}", "", StringComparison.Ordinal);
    }

    private sealed class PassingHandler : DelegatingHandler;
}

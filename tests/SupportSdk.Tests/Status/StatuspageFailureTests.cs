using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Http;
using SupportSdk.Status;

namespace SupportSdk.Tests.Status;

public sealed class StatuspageFailureTests
{
    public static TheoryData<string, int, string, string> BadAnswers => new()
    {
        { File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Status", "fixtures", "not-a-feed.html")), 200, "text/html", "web page" },
        { "", 404, "text/plain", "404" },
        { "", 200, "application/json", "empty body" },
        { " \n", 200, "application/json", "empty body" },
        { "oops", 500, "text/plain", "500" },
        { "", 304, "text/plain", "304" },
        { "slow down", 429, "text/plain", "429" },
        { "{\"page\":{", 200, "application/json", "no Statuspage v2 summary" },
        { "null", 200, "application/json", "no Statuspage v2 summary" },
        { "[]", 200, "application/json", "no Statuspage v2 summary" },
        { "{}", 200, "application/json", "no Statuspage v2 summary" },
        { "{\"page\":{},\"components\":[],\"incidents\":[]}", 200, "application/json", "no Statuspage v2 summary" },
        { "{\"page\":{},\"status\":{\"indicator\":\"none\"},\"components\":{}}", 200, "application/json", "no Statuspage v2 summary" },
        { "{\"page\":{\"url\":\"\\ud800\"},\"status\":{\"indicator\":\"none\"}}", 200, "application/json", "no Statuspage v2 summary" },
        { "{\"page\":" + new string('[', 100), 200, "application/json", "no Statuspage v2 summary" },
    };

    [Theory]
    [MemberData(nameof(BadAnswers))]
    public async Task GetAsync_BadAnswer_IsUnknownWithTheReason(string body, int status, string contentType, string reason)
    {
        await using var server = await StatusPageServer.StartAsync(
            body.Length > 0 ? StatusPageServer.Text(body, contentType, status) : StatusPageServer.Empty(status));
        await AssertUnknownAsync(server.Address, reason);
    }

    [Fact]
    public async Task GetAsync_RefusedConnection_IsUnknown()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        await AssertUnknownAsync(new Uri($"http://127.0.0.1:{port}"), "cannot be reached");
    }

    [Fact]
    public async Task GetAsync_UntrustedCertificate_IsUnknown()
    {
        await using var server = await StatusPageServer.StartAsync(StatusPageServer.Fixture("statuspage-summary-operational.json"), tls: true);
        Assert.Equal("https", server.Address.Scheme);
        await AssertUnknownAsync(server.Address, "no TLS connection");
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task GetAsync_AnswerBreaksOff_IsUnknown()
    {
        await using var server = await StatusPageServer.StartAsync(async context =>
        {
            context.Response.ContentLength = 1000;
            await context.Response.WriteAsync("{\"page\":");
            await context.Response.Body.FlushAsync();
            context.Abort();
        });
        await AssertUnknownAsync(server.Address, "");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task GetAsync_TooLarge_IsUnknownAndStopsReading(bool announced)
    {
        var chunk = Encoding.UTF8.GetBytes(new string(' ', 64 * 1024));
        var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = await StatusPageServer.StartAsync(async context =>
        {
            context.Response.ContentLength = announced ? long.MaxValue : null;
            try
            {
                while (true)
                    await context.Response.Body.WriteAsync(chunk, context.RequestAborted);
            }
            catch (OperationCanceledException)
            {
                stopped.SetResult();
            }
        });
        await AssertUnknownAsync(server.Address, "more than 2 MB");
        await stopped.Task.WaitAsync(TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData(0, StatusIndicator.Operational)]
    [InlineData(1, StatusIndicator.Unknown)]
    public async Task GetAsync_AtTheSizeCap_IsReadAndOneByteMoreIsNot(int more, StatusIndicator expected)
    {
        var summary = """{"page":{},"status":{"indicator":"none"},"components":[],"incidents":[]}""";
        await using var server = await StatusPageServer.StartAsync(StatusPageServer.Text(summary.PadRight(2 * 1024 * 1024 + more)));
        using var feed = new FeedUnderTest(server.Address);

        Assert.Equal(expected, (await feed.GetAsync()).Indicator);
    }

    [Fact]
    public async Task GetAsync_SameHostRedirects_AreFollowedThreeTimes()
    {
        await using var server = await StatusPageServer.StartAsync();
        server.Answer = context => context.Request.Path.Value switch
        {
            "/api/v2/summary.json" => StatusPageServer.Redirect("/one")(context),
            "/one" => StatusPageServer.Redirect("two")(context),
            "/two" => StatusPageServer.Redirect(new Uri(server.Address, "/three").AbsoluteUri)(context),
            _ => StatusPageServer.Fixture("statuspage-summary-operational.json")(context),
        };
        using var feed = new FeedUnderTest(server.Address);

        Assert.Equal(StatusIndicator.Operational, (await feed.GetAsync()).Indicator);
        Assert.Equal(["/api/v2/summary.json", "/one", "/two", "/three"], server.Requests.Select(request => request.Path));
    }

    [Theory]
    [InlineData("/api/v2/summary.json", "more than 3 times", 4)]
    [InlineData("https://login.example/sso?token=secret", "another host, login.example", 1)]
    [InlineData("http://status.example/", "another host", 1)]
    [InlineData("ftp://127.0.0.1/summary.json", "not https", 1)]
    [InlineData("", "without saying where", 1)]
    public async Task GetAsync_ForbiddenRedirect_IsUnknown(string location, string reason, int requests)
    {
        await using var server = await StatusPageServer.StartAsync(StatusPageServer.Redirect(location));
        var snapshot = await AssertUnknownAsync(server.Address, reason);

        Assert.Equal(requests, server.Requests.Count);
        Assert.DoesNotContain("secret", snapshot.Problem, StringComparison.Ordinal);
    }

    private static async Task<StatusSnapshot> AssertUnknownAsync(Uri page, string reason)
    {
        using var feed = new FeedUnderTest(page);
        var snapshot = await feed.GetAsync();

        Assert.Equal(StatusIndicator.Unknown, snapshot.Indicator);
        Assert.Contains(reason, snapshot.Problem, StringComparison.Ordinal);
        Assert.Contains(page.Authority, snapshot.Problem, StringComparison.Ordinal);
        Assert.Contains("Status.Page", snapshot.Problem, StringComparison.Ordinal);
        Assert.Equal(page, snapshot.Source);
        Assert.False(snapshot.IsStale);
        Assert.Empty(snapshot.Components);
        return snapshot;
    }
}

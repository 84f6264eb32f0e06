using System.Diagnostics;
using System.Net.Http.Headers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using SupportSdk.Status;
using SupportSdk.Status.Statuspage;

namespace SupportSdk.Tests.Status;

public sealed class StatusHttpTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Isolate_HostWithDefaults_SeesAndChangesNothing(bool defaultsFirst)
    {
        await using var server = await StatusPageServer.StartAsync(StatusPageServer.Text("", status: 503));
        var host = new MeddlingHandler.Trail();
        var services = new ServiceCollection().AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(host));
        if (defaultsFirst)
            AddHostDefaults(services, host);
        StatusHttp.Isolate(services.AddHttpClient(StatusHttp.ClientName));
        if (!defaultsFirst)
            AddHostDefaults(services, host);
        await using var provider = services.BuildServiceProvider();
        var factory = provider.GetRequiredService<IHttpClientFactory>();
        Assert.Equal(TimeSpan.FromSeconds(1), factory.CreateClient("other").Timeout);
        var options = new StatusOptions { Page = server.Address };
        using var http = factory.CreateClient(StatusHttp.ClientName);
        Assert.Equal(Timeout.InfiniteTimeSpan, http.Timeout);

        using var activity = new Activity("host").SetIdFormat(ActivityIdFormat.W3C).Start();
        var feed = new StatuspageFeed(new StatuspageClient(http, options, TimeProvider.System), options, TimeProvider.System, NullLogger<StatuspageFeed>.Instance);
        var snapshot = await feed.GetAsync(TestContext.Current.CancellationToken);

        Assert.Contains("503", snapshot.Problem, StringComparison.Ordinal);
        Assert.Empty(host.Seen);
        var headers = Assert.Single(server.Requests).Headers;
        Assert.Equal(["Accept", "Host", "User-Agent"], headers.Keys.Order(StringComparer.Ordinal));
        Assert.Matches(@"^SupportSdk/\d+\.\d+\.\d+$", headers["User-Agent"]);
    }

    [Fact]
    public async Task CreateHandler_TracedHost_SendsNoTraceAndNoCookie()
    {
        await using var server = await StatusPageServer.StartAsync(context =>
        {
            context.Response.Headers.SetCookie = "session=1; Path=/";
            return StatusPageServer.Redirect("/again")(context);
        });
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "System.Net.Http",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
        };
        ActivitySource.AddActivityListener(listener);
        using var feed = new FeedUnderTest(server.Address);
        await feed.GetAsync();

        Assert.Equal(4, server.Requests.Count);
        Assert.All(server.Requests, request => Assert.Equal(["Accept", "Host", "User-Agent"], request.Headers.Keys.Order(StringComparer.Ordinal)));
    }

    [Theory]
    [InlineData("https://status.acme.example", "https://status.acme.example/api/v2/summary.json")]
    [InlineData("https://acme.example/status/", "https://acme.example/status/api/v2/summary.json")]
    [InlineData("https://acme.example/status", "https://acme.example/status/api/v2/summary.json")]
    public void FeedAddress_Page_LiesBelowIt(string page, string expected) => Assert.Equal(expected, StatusHttp.FeedAddress(new Uri(page)).AbsoluteUri);

    private static void AddHostDefaults(IServiceCollection services, MeddlingHandler.Trail host) => services.ConfigureHttpClientDefaults(builder => builder
        .AddHttpMessageHandler(() => new MeddlingHandler(host))
        .ConfigurePrimaryHttpMessageHandler(() => new MeddlingHandler(host) { InnerHandler = new SocketsHttpHandler() })
        .ConfigureHttpClient(http =>
        {
            http.Timeout = TimeSpan.FromSeconds(1);
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "host-secret");
        }));

    /// <summary>What a host may put on all its clients: it sees every call and repeats one that failed.</summary>
    private sealed class MeddlingHandler(MeddlingHandler.Trail log) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            log.Seen.Add(request.RequestUri!.AbsoluteUri);
            (await base.SendAsync(request, cancellationToken)).Dispose();
            return await base.SendAsync(request, cancellationToken);
        }

        internal sealed class Trail : ILoggerProvider, ILogger
        {
            public List<string> Seen { get; } = [];

            public ILogger CreateLogger(string categoryName) => this;

            public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

            public bool IsEnabled(LogLevel logLevel) => true;

            public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
            {
                var message = formatter(state, exception);
                if (message.Contains("request", StringComparison.OrdinalIgnoreCase))
                    Seen.Add(message);
            }

            public void Dispose()
            {
            }
        }
    }
}

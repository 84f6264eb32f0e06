using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using SupportSdk.Status;
using SupportSdk.Status.Statuspage;

namespace SupportSdk.Tests.Status;

/// <summary>The feed as it is shipped, over a real socket, with a clock that the test moves.</summary>
internal sealed class FeedUnderTest : IDisposable
{
    public static readonly DateTimeOffset Start = DateTimeOffset.Parse("2026-11-20T10:45:00-08:00", System.Globalization.CultureInfo.InvariantCulture);

    private readonly HttpClient _http;
    private readonly StatuspageFeed _feed;

    public FeedUnderTest(Uri page, Action<StatusOptions>? configure = null, HttpMessageHandler? handler = null)
    {
        _http = new(handler ?? StatusHttp.CreateHandler()) { Timeout = Timeout.InfiniteTimeSpan };
        Options.Page = page;
        configure?.Invoke(Options);
        _feed = new StatuspageFeed(new StatuspageClient(_http, Options, Time), Options, Time, NullLogger<StatuspageFeed>.Instance);
    }

    public StatusOptions Options { get; } = new();

    public FakeTimeProvider Time { get; } = new(Start);

    public Task<StatusSnapshot> GetAsync() => GetWithAsync(TestContext.Current.CancellationToken);

    public Task<StatusSnapshot> GetWithAsync(CancellationToken cancellationToken) => _feed.GetAsync(cancellationToken);

    public void Dispose() => _http.Dispose();
}

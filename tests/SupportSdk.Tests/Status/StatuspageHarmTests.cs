using SupportSdk.Status;

namespace SupportSdk.Tests.Status;

public sealed class StatuspageHarmTests
{
    private static readonly Uri Page = new("https://status.acme.example");

    [Fact]
    public async Task GetAsync_HandlerIgnoresItsToken_EndsWithTheBudget()
    {
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var never = new TaskCompletionSource<HttpResponseMessage>();
        using var feed = new FeedUnderTest(Page, handler: new ScriptedHandler(() =>
        {
            asked.SetResult();
            return never.Task;
        }));

        var call = feed.GetAsync();
        await asked.Task.WaitAsync(TestContext.Current.CancellationToken);
        feed.Time.Advance(TimeSpan.FromSeconds(2));

        Assert.Contains("Status.Budget", (await call).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GetAsync_HandlerThrowsAnything_IsUnknownAndGoesOn()
    {
        var calls = 0;
        using var feed = new FeedUnderTest(Page, handler: new ScriptedHandler(() => throw new InvalidOperationException($"call {++calls}")));

        for (var round = 1; round <= 2; round++)
        {
            var snapshot = await feed.GetAsync();
            Assert.Equal(StatusIndicator.Unknown, snapshot.Indicator);
            Assert.Contains("InvalidOperationException", snapshot.Problem, StringComparison.Ordinal);
            Assert.Equal(round, calls);
            feed.Time.Advance(TimeSpan.FromSeconds(5));
        }
    }

    [Fact]
    public async Task GetAsync_ClientGivesUpBySelf_IsUnknown()
    {
        using var feed = new FeedUnderTest(Page, handler: new ScriptedHandler(() => Task.FromException<HttpResponseMessage>(new TaskCanceledException())));

        Assert.Contains("time limit", (await feed.GetAsync()).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GetAsync_CallerHasContext_FetchDoesNotCarryIt()
    {
        var context = new AsyncLocal<string?> { Value = "the caller's scope" };
        string? seen = "not asked";
        using var feed = new FeedUnderTest(Page, handler: new ScriptedHandler(() =>
        {
            seen = context.Value;
            return Task.FromResult(new HttpResponseMessage());
        }));
        await feed.GetAsync();

        Assert.Null(seen);
    }

    private sealed class ScriptedHandler(Func<Task<HttpResponseMessage>> answer) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => answer();
    }
}

using SupportSdk.Status;

namespace SupportSdk.Tests.Status;

public sealed class StatusOptionsRulesTests
{
    [Theory]
    [InlineData("https://status.useparagon.com", true)]
    [InlineData("http://localhost:8080", true)]
    [InlineData("http://127.0.0.1:8080/status", true)]
    [InlineData("http://[::1]:8080", true)]
    [InlineData("http://status.acme.example", false)]
    [InlineData("ftp://status.acme.example", false)]
    [InlineData("status", false)]
    [InlineData("https://user:hush@status.acme.example", false)]
    [InlineData("https://status.acme.example/?key=hush", false)]
    [InlineData("https://status.acme.example/#x", false)]
    public void Problems_Page_IsHttpsOrLoopback(string page, bool allowed)
    {
        var problems = StatusOptionsRules.Problems(new StatusOptions { Page = new Uri(page, UriKind.RelativeOrAbsolute) });

        Assert.Equal(allowed, problems.Count == 0);
        Assert.All(problems, problem => Assert.StartsWith("Status.Page ", problem, StringComparison.Ordinal));
        Assert.All(problems, problem => Assert.DoesNotContain("hush", problem, StringComparison.Ordinal));
    }

    [Fact]
    public void Problems_Defaults_AreNone() => Assert.Empty(StatusOptionsRules.Problems(new StatusOptions()));

    [Theory]
    [InlineData(0, false)]
    [InlineData(-1, false)]
    [InlineData(1, true)]
    [InlineData(30_000, true)]
    [InlineData(30_001, false)]
    public void Problems_Budget_IsAboveZeroAndAtMostThirtySeconds(int milliseconds, bool allowed) =>
        Assert.Equal(allowed, StatusOptionsRules.Problems(new StatusOptions { Budget = TimeSpan.FromMilliseconds(milliseconds) }).Count == 0);

    [Fact]
    public void Problems_EverythingWrong_NamesEverySettingAtOnce()
    {
        var problems = StatusOptionsRules.Problems(new StatusOptions
        {
            Page = null!,
            Budget = TimeSpan.Zero,
            CacheFor = TimeSpan.FromTicks(-1),
            StaleFor = TimeSpan.FromTicks(-1),
        });

        Assert.Equal(["Status.Page", "Status.Budget", "Status.CacheFor", "Status.StaleFor"], problems.Select(problem => problem.Split(' ')[0]));
    }

    [Fact]
    public void Problems_ZeroCaching_IsAllowed() =>
        Assert.Empty(StatusOptionsRules.Problems(new StatusOptions { CacheFor = TimeSpan.Zero, StaleFor = TimeSpan.Zero }));
}

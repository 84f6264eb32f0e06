using System.Net;
using SupportSdk.Facts.Changes;
using SupportSdk.Paragon.Health;
using SupportSdk.Tests.Doubles;

namespace SupportSdk.Tests.Facts.Changes;

public sealed class ChangeWordsTests
{
    private static readonly HealthyCall Healthy = new()
    {
        Host = "api.useparagon.com",
        Port = 443,
        IsHttps = true,
        HttpVersion = "2.0",
        At = new DateTimeOffset(2026, 11, 20, 10, 11, 12, TimeSpan.Zero),
        Versions = Versions("1.2.0"),
    };

    private static readonly FailedCallNote Failed =
        new(new NotedCall("api.useparagon.com", 443, IsHttps: true) { HttpVersion = HttpVersion.Version20 }, TestClient.Start) { HasUserToken = true, TokenExpiresAt = TestClient.Start.AddHours(1) };

    [Fact]
    public void Since_NothingDiffers_SaysSoAndWhatCannotBeSeen() => Assert.Equal(
        "nothing that is compared, since the last healthy call to api.useparagon.com at 2026-11-20 10:11:12 UTC; the TLS version is not compared, a message handler cannot see it",
        Words(Failed, [Healthy], []));

    [Fact]
    public void Since_PackageDiffers_ItIsTheBeginningOfTheLine() => Assert.StartsWith(
        "Acme.Sync 1.2.0 -> 1.3.0, since the last healthy call to api.useparagon.com at 2026-11-20 10:11:12 UTC, in an earlier run",
        Words(Failed, [], [Healthy], running: Versions("1.3.0")),
        StringComparison.Ordinal);

    [Fact]
    public void Since_PackageIsNotLoadedNow_HasNotChanged() =>
        Assert.StartsWith("nothing that is compared", Words(Failed, [Healthy], [], running: new Dictionary<string, string> { ["Other"] = "9" }), StringComparison.Ordinal);

    [Fact]
    public void Since_EverythingDiffers_NamesEachInOneLine()
    {
        var failed = Failed with
        {
            Call = Failed.Call with { IsHttps = false, HttpVersion = HttpVersion.Version11, Tls = "TLS 1.2" },
            Trouble = HttpRequestError.SecureConnectionError,
            TokenExpiresAt = TestClient.Start.AddSeconds(-750),
        };

        Assert.Equal(
            "the user token had expired 12 min 30 s before the failed call (its exp is 2026-11-23 17:47:30 UTC, by this machine's clock), the TLS handshake fails now, "
            + "https -> http, HTTP 2.0 -> 1.1, TLS 1.3 -> TLS 1.2, Acme.Sync 1.2.0 -> 1.3.0, since the last healthy call to api.useparagon.com at 2026-11-20 10:11:12 UTC",
            Words(failed, [Healthy with { Tls = "TLS 1.3" }], [], running: Versions("1.3.0")));
    }

    [Theory]
    [InlineData(HttpRequestError.NameResolutionError, "the name of the host does not resolve now")]
    [InlineData(HttpRequestError.ConnectionError, "no connection can be made now")]
    [InlineData(HttpRequestError.SecureConnectionError, "the TLS handshake fails now")]
    [InlineData(HttpRequestError.ProxyTunnelError, "the proxy makes no tunnel now")]
    [InlineData(HttpRequestError.VersionNegotiationError, "the HTTP version cannot be agreed upon now")]
    [InlineData(HttpRequestError.ResponseEnded, "nothing that is compared")]
    public void Since_NoResponse_SaysWhatTheRuntimeSays(HttpRequestError error, string words) =>
        Assert.StartsWith(words + ", since", Words(Failed with { Trouble = error, Call = Failed.Call with { HttpVersion = null } }, [Healthy], []), StringComparison.Ordinal);

    [Fact]
    public void Since_OtherEndpoint_NamesBoth()
    {
        var words = Words(Failed with { Call = new NotedCall("zeus.acme.example", 8443, IsHttps: true) }, [], [Healthy, Healthy with { Host = "older.example", At = Healthy.At.AddDays(-1) }]);

        Assert.Equal(
            "nothing that is compared, since the last healthy call to api.useparagon.com at 2026-11-20 10:11:12 UTC, in an earlier run; "
            + "none to zeus.acme.example:8443, where this ticket's call failed, is known",
            words);
    }

    [Fact]
    public void Since_ThisRunAndAnEarlierOneKnowTheHost_ThisRunCounts() =>
        Assert.DoesNotContain("earlier run", Words(Failed, [Healthy], [Healthy with { HttpVersion = "3.0" }]), StringComparison.Ordinal);

    [Fact]
    public void Since_NoHealthyCall_SaysWhereItLooked()
    {
        Assert.Equal("not known; no healthy call to Paragon is known in this run", Words(null, [], []));
        Assert.Equal(
            "the name of the host does not resolve now; no healthy call to Paragon is known in this run",
            Words(Failed with { Trouble = HttpRequestError.NameResolutionError }, [], []));
    }

    [Fact]
    public void Since_NoFailedCallOfTheTicket_ComparesVersionsAlone() => Assert.Equal(
        "Acme.Sync 1.2.0 -> 1.3.0, since the last healthy call to api.useparagon.com at 2026-11-20 10:11:12 UTC, in an earlier run; the capture saw no failed call of this ticket",
        Words(null, [], [Healthy], running: Versions("1.3.0")));

    [Theory]
    [InlineData(-300, "had expired 5 min before the failed call (its exp is 2026-11-23 17:55:00 UTC, by this machine's clock)")]
    [InlineData(0, "had expired 0 s before the failed call (its exp is 2026-11-23 18:00:00 UTC, by this machine's clock)")]
    [InlineData(90, "valid for 1 min 30 s more at the failed call (its exp is 2026-11-23 18:01:30 UTC, by this machine's clock)")]
    [InlineData(93_600, "valid for 1 d 2 h more at the failed call (its exp is 2026-11-24 20:00:00 UTC, by this machine's clock)")]
    public void Token_ByThisMachinesClock(int seconds, string words) => Assert.Equal(words, TokenWords.Of(Failed with { TokenExpiresAt = TestClient.Start.AddSeconds(seconds) }, null));

    [Fact]
    public void Token_ThisMachineIsBehind_IsExpiredByParagonsClock()
    {
        var clock = new ClockReading(TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(10), 8, TestClient.Start);
        var failed = Failed with { TokenExpiresAt = TestClient.Start.AddMinutes(4) };

        Assert.Equal("had expired 6 min before the failed call (its exp is 2026-11-23 18:04:00 UTC, by Paragon's clock)", TokenWords.Of(failed, clock));
        Assert.StartsWith("the user token had expired 6 min before", new ChangeWords(failed, clock, Versions("1.2.0")).Since([Healthy], [], ""), StringComparison.Ordinal);
        Assert.StartsWith("valid for 14 min more", TokenWords.Of(failed, new ClockReading(-TimeSpan.FromMinutes(10), -TimeSpan.FromMinutes(10), 8, TestClient.Start)), StringComparison.Ordinal);
    }

    [Fact]
    public void Token_NoneOrWithoutEnd_SaysSo()
    {
        Assert.Equal("the failed call carried none that could be read", TokenWords.Of(Failed with { HasUserToken = false, TokenExpiresAt = null }, null));
        Assert.Equal("without an end (it has no exp)", TokenWords.Of(Failed with { TokenExpiresAt = null }, null));
    }

    [Theory]
    [InlineData(-1.4, -0.4, "agrees with Paragon's within what can be told: 0.5 s (1 answer, the last at 2026-11-23 18:00:00 UTC)")]
    [InlineData(300, 301, "WARNING: this machine is 5 min behind Paragon, give or take 0.5 s (1 answer, the last at 2026-11-23 18:00:00 UTC)")]
    [InlineData(-4, -3, "WARNING: this machine is 3.5 s ahead of Paragon, give or take 0.5 s (1 answer, the last at 2026-11-23 18:00:00 UTC)")]
    public void Clock_Offset_IsAWarningAboveTwoSecondsOnly(double least, double most, string words) =>
        Assert.Equal(words, ClockWords.Of(new ClockReading(TimeSpan.FromSeconds(least), TimeSpan.FromSeconds(most), 1, TestClient.Start)));

    [Fact]
    public void Clock_NoAnswer_SaysSo() => Assert.Equal("not compared: no answer of Paragon's with a Date was captured", ClockWords.Of(null));

    private static string Words(FailedCallNote? failed, IReadOnlyList<HealthyCall> ofThisRun, IReadOnlyList<HealthyCall> earlier, IReadOnlyDictionary<string, string>? running = null) =>
        new ChangeWords(failed, null, running ?? Versions("1.2.0")).Since(ofThisRun, earlier, "in this run");

    private static Dictionary<string, string> Versions(string sync) => new() { ["the runtime"] = ".NET 10.0.12", ["Acme.Sync"] = sync };
}

using System.Net;
using SupportSdk.Paragon.Health;

namespace SupportSdk.Tests.Paragon.Health;

public sealed class HealthBaselineTests
{
    private const long Second = 10;

    private static readonly NotedCall Api = new("api.useparagon.com", 443, IsHttps: true) { HttpVersion = HttpVersion.Version20 };

    private readonly HealthBaseline _baseline = new(Second);

    [Fact]
    public void NoteHealthy_SeveralHosts_KeepsTheLastOfEach()
    {
        _baseline.NoteHealthy(Api, 1);
        _baseline.NoteHealthy(Api with { Host = "zeus.useparagon.com" }, 2);
        _baseline.NoteHealthy(Api with { Port = 8443, IsHttps = false, HttpVersion = HttpVersion.Version11, Tls = "TLS 1.3" }, 3);
        _baseline.NoteHealthy(Api with { HttpVersion = HttpVersion.Version30 }, 4);

        Assert.Equal(
            [
                (Api with { HttpVersion = HttpVersion.Version30 }, 4L),
                (Api with { Host = "zeus.useparagon.com" }, 2L),
                (Api with { Port = 8443, IsHttps = false, HttpVersion = HttpVersion.Version11, Tls = "TLS 1.3" }, 3L),
            ],
            _baseline.Hosts.Select(h => (h.LastHealthy, h.HealthyAt)).OrderBy(h => h.LastHealthy.Port).ThenBy(h => h.LastHealthy.Host));
    }

    [Fact]
    public void NoteHealthy_NothingChanged_AllocatesNothing()
    {
        _baseline.NoteHealthy(Api, 0);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 1; i < 10_000; i++)
        {
            _baseline.NoteHealthy(Api, i);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(9_999, Assert.Single(_baseline.Hosts).HealthyAt);
    }

    [Fact]
    public void NoteHealthy_MoreHostsThanItHolds_ForgetsTheOneThatWasWellLongestAgo()
    {
        for (var i = 0; i < HealthBaseline.MaxHosts + 5; i++)
        {
            _baseline.NoteHealthy(Api with { Host = $"h{i}" }, i);
            _baseline.NoteHealthy(Api, i);
        }

        Assert.Equal(HealthBaseline.MaxHosts, _baseline.Hosts.Count);
        Assert.Contains(_baseline.Hosts, h => h.Is(Api.Host, 443));
        Assert.DoesNotContain(_baseline.Hosts, h => h.Is("h0", 443));
    }

    [Fact]
    public void NoteHealthy_ManyThreads_KeepsOneEntryAHost()
    {
        Parallel.For(0, 10_000, i => _baseline.NoteHealthy(Api with { Host = $"h{i % 8}" }, i));

        Assert.Equal(8, _baseline.Hosts.Select(h => h.Host).Distinct().Count());
        Assert.Equal(8, _baseline.Hosts.Count);
    }

    [Fact]
    public void KeepWith_CallsKeepComing_KeepsAtOnceThenEveryFiveMinutesAndAMinuteAfterAChange()
    {
        var kept = new List<long>();
        var now = 0L;
        _baseline.KeepWith(() => kept.Add(now));
        for (; now <= 700 * Second; now++)
        {
            _baseline.NoteHealthy(now > 320 * Second ? Api with { HttpVersion = HttpVersion.Version11 } : Api, now);
        }

        Assert.Equal([0, 300 * Second, 360 * Second, 660 * Second], kept);
    }

    [Fact]
    public void KeepWith_FlappingVersions_KeepsOnceAMinuteAtMost()
    {
        var kept = 0;
        _baseline.KeepWith(() => kept++);
        for (var now = 0L; now < 600 * Second; now++)
        {
            _baseline.NoteHealthy(now % 2 == 0 ? Api with { HttpVersion = HttpVersion.Version11 } : Api, now);
        }

        Assert.Equal(10, kept);
    }
}

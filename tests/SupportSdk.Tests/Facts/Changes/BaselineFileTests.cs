using System.Net;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using SupportSdk.Facts.Changes;
using SupportSdk.Paragon.Health;
using SupportSdk.Telemetry;
using SupportSdk.Tests.Doubles;

namespace SupportSdk.Tests.Facts.Changes;

public sealed class BaselineFileTests : IDisposable
{
    private static readonly NotedCall Api = new("api.useparagon.com", 443, IsHttps: true) { HttpVersion = HttpVersion.Version20 };

    private readonly string _folder = Directory.CreateTempSubdirectory("supportsdk-baseline-").FullName;
    private readonly FakeTimeProvider _time = new(TestClient.Start);
    private readonly LossLedger _losses = new();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string FilePath => Path.Combine(_folder, "support.db.health.json");

    [Fact]
    public async Task Keep_ThenANewRun_KnowsTheCallWithWhatRanThen()
    {
        await RunAsync("1.2.0", Api);
        _time.Advance(TimeSpan.FromDays(3));

        var file = await RunAsync("1.3.0");

        var call = Assert.Single(file.Earlier);
        Assert.Equal((Api.Host, 443, true, "2.0", TestClient.Start), (call.Host, call.Port, call.IsHttps, call.HttpVersion, call.At));
        Assert.Equal("1.2.0", call.Versions["Acme.Sync"]);
        Assert.Null(file.Problem);
        Assert.Equal([FilePath], Directory.GetFiles(_folder));
    }

    [Fact]
    public async Task Keep_RunWithoutACallToAHost_LeavesThatHostsOwnVersions()
    {
        await RunAsync("1.2.0", Api, Api with { Host = "zeus.useparagon.com" });
        _time.Advance(TimeSpan.FromDays(1));
        var second = await RunAsync("1.3.0", Api);

        var third = await RunAsync("1.4.0");

        Assert.Equal(["1.2.0", "1.2.0"], second.Earlier.Select(c => c.Versions["Acme.Sync"]));
        Assert.Equal([("api.useparagon.com", "1.3.0"), ("zeus.useparagon.com", "1.2.0")], third.Earlier.Select(c => (c.Host, c.Versions["Acme.Sync"])));
    }

    [Theory]
    [InlineData("")]
    [InlineData("not json")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("""{"version":2,"healthy":[]}""")]
    [InlineData("""{"version":1,"healthy":null}""")]
    [InlineData("""{"version":1,"healthy":[null]}""")]
    [InlineData("""{"version":1,"healthy":[{"host":"h","port":1}]}""")]
    [InlineData("""{"version":1,"healthy":[{"host":"","port":1,"at":"2026-11-20T10:11:12Z"}]}""")]
    [InlineData("""{"version":1,"healthy":[{"host":"h","port":1,"at":"2026-11-20T10:11:12Z","versions":{"a":null}}]}""")]
    [InlineData("""{"version":1,"healthy":[{"host":"h","port":99999999999,"at":"2026-11-20T10:11:12Z"}]}""")]
    public async Task Load_NotABaseline_IsNoneAndSaysSoAndTheNextKeepMendsIt(string text)
    {
        await File.WriteAllTextAsync(FilePath, text, TestContext.Current.CancellationToken);

        var file = await RunAsync("1.2.0", Api);

        Assert.Empty(file.Earlier);
        Assert.Equal("the baseline file could not be read (JsonException)", file.Problem);
        Assert.Equal(1, _losses.Of(LossReason.BaselineNotKept));
        Assert.Single((await RunAsync("1.3.0")).Earlier);
    }

    [Fact]
    public async Task Load_HugeFile_IsNotTakenIn()
    {
        await File.WriteAllTextAsync(FilePath, $$"""{"version":1,"healthy":[],"x":"{{new string(' ', 300_000)}}"}""", TestContext.Current.CancellationToken);

        Assert.Equal("the baseline file could not be read (JsonException)", (await RunAsync("1.2.0")).Problem);
    }

    [Fact]
    public async Task Load_EveryCutOfAFile_IsNoBaselineAndNeverThrows()
    {
        await RunAsync("1.2.0", Api);
        var whole = await File.ReadAllBytesAsync(FilePath, TestContext.Current.CancellationToken);

        for (var length = 0; length < whole.Length; length++)
        {
            await File.WriteAllBytesAsync(FilePath, whole[..length], TestContext.Current.CancellationToken);
            Assert.Empty((await RunAsync("1.3.0")).Earlier);
        }
    }

    [Fact]
    public async Task Keep_FolderIsGone_IsACountedLossAndNoFailure()
    {
        var file = new BaselineFile(Path.Combine(_folder, "secret-customer-name", "b.json"), () => [], _losses);

        file.Keep();
        await file.StopAsync(TestContext.Current.CancellationToken);

        Assert.Equal("the baseline file could not be written (DirectoryNotFoundException)", file.Problem);
        Assert.Equal(1, _losses.Of(LossReason.BaselineNotKept));
    }

    [Fact]
    public async Task Keep_PathIsAFolder_IsACountedLossAndLeavesNothingBehind()
    {
        Directory.CreateDirectory(FilePath);
        var file = new BaselineFile(FilePath, () => [], _losses);

        file.Keep();
        await file.StopAsync(TestContext.Current.CancellationToken);

        Assert.StartsWith("the baseline file could not be written", file.Problem, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_folder));
    }

    [Fact]
    public async Task Keep_WhatToKeepThrows_IsACountedLossAndTheNextOneWorks()
    {
        var times = 0;
        var file = new BaselineFile(FilePath, () => ++times == 1 ? throw new InvalidOperationException() : [], _losses);

        file.Keep();
        file.Keep();
        await file.StopAsync(TestContext.Current.CancellationToken);

        Assert.Equal((1L, null, true), (_losses.Of(LossReason.BaselineNotKept), file.Problem, File.Exists(FilePath)));
    }

    [Fact]
    public async Task Keep_ManyAtOnceFromTwoRuns_TheFileIsWholeAtEveryMoment()
    {
        var baseline = new HealthBaseline(_time.TimestampFrequency);
        baseline.NoteHealthy(Api, 0);
        var files = Enumerable.Range(0, 2).Select(i => new BaselineFile(FilePath, new HealthyCalls(baseline, () => Versions($"1.{i}"), _time).OfThisRun, _losses)).ToArray();
        files[0].Keep();
        await files[0].StopAsync(TestContext.Current.CancellationToken);

        var writing = Parallel.ForAsync(0, 100, TestContext.Current.CancellationToken, (i, _) =>
        {
            files[i % 2].Keep();
            return ValueTask.CompletedTask;
        });
        for (var i = 0; i < 100; i++)
        {
            Assert.Single(BaselineDocument.Read(await File.ReadAllBytesAsync(FilePath, TestContext.Current.CancellationToken)).Healthy);
        }

        await writing;
        await Task.WhenAll(files.Select(f => f.StopAsync(TestContext.Current.CancellationToken)));
        Assert.Equal([FilePath], Directory.GetFiles(_folder));
        Assert.Equal(0, _losses.Of(LossReason.BaselineNotKept));
    }

    [Fact]
    public async Task StopAsync_DeadlinePassed_DoesNotWait()
    {
        using var held = new BlockingFact("held");
        var file = new BaselineFile(FilePath, () => [], _losses);
        file.Keep();
        await file.StopAsync(TestContext.Current.CancellationToken);
        var blocked = new BaselineFile(
            FilePath,
            () =>
            {
                _ = held.ReadAsync([], CancellationToken.None).AsTask();
                return [];
            },
            _losses);
        blocked.Keep();

        await blocked.StopAsync(new CancellationToken(canceled: true));

        held.Release();
        await blocked.StopAsync(TestContext.Current.CancellationToken);
        Assert.Equal(1, held.Asked);
    }

    [Fact]
    public async Task Keep_WhatIsStored_HoldsHostsVersionsAndInstantsAlone()
    {
        await RunAsync("1.2.0", Api);

        Assert.Equal(
            """{"version":1,"healthy":[{"host":"api.useparagon.com","port":443,"isHttps":true,"httpVersion":"2.0","at":"2026-11-23T18:00:00+00:00","versions":{"Acme.Sync":"1.2.0"}}]}""",
            Encoding.UTF8.GetString(await File.ReadAllBytesAsync(FilePath, TestContext.Current.CancellationToken)));
    }

    // One run of the app: healthy calls, then its end.
    private async Task<BaselineFile> RunAsync(string version, params NotedCall[] calls)
    {
        var baseline = new HealthBaseline(_time.TimestampFrequency);
        var file = new BaselineFile(FilePath, new HealthyCalls(baseline, () => Versions(version), _time).OfThisRun, _losses);
        baseline.KeepWith(file.Keep);
        foreach (var call in calls)
        {
            baseline.NoteHealthy(call, _time.GetTimestamp());
        }

        if (calls.Length > 1)
        {
            _time.Advance(TimeSpan.FromMinutes(5));
            baseline.NoteHealthy(calls[0], _time.GetTimestamp());
        }

        await file.LoadAsync();
        await file.StopAsync(TestContext.Current.CancellationToken);
        Assert.True(file.IsLoaded);
        return file;
    }

    private static Dictionary<string, string> Versions(string version) => new() { ["Acme.Sync"] = version };
}

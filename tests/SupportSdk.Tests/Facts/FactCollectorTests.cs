using SupportSdk.Facts;
using SupportSdk.Paragon.Health;
using SupportSdk.Telemetry;

namespace SupportSdk.Tests.Facts;

public sealed class FactCollectorTests
{
    private const string Late = "no answer within 0.5 s";

    [Fact]
    public async Task CollectAsync_SeveralHang_AllTakesOneTimeout()
    {
        var bench = new FactBench(new HangingFact("Hung"), new MemoryFact("Quick", isConstant: false, () => "at once"), new HangingFact("Hung too", isConstant: false));

        var facts = await bench.CollectLateAsync();

        Assert.Equal([("Hung", Late), ("Quick", "at once"), ("Hung too", Late)], facts.Select(f => (f.Name, f.Value ?? f.Problem!)));
        Assert.Equal(2, bench.Losses.Of(LossReason.FactNotRead));
    }

    [Fact]
    public void Now_ThrowsOrWouldWait_IsAProblemAndNeitherThrowsNorWaits()
    {
        var hanging = new HangingFact("Hung");
        var bench = new FactBench(new ThrowingFact("Thrown", atOnce: true, new IOException("/home/ann")), hanging, new MemoryFact("Nothing", isConstant: true, () => null));

        var facts = bench.Collector.Now([]);

        Assert.Equal([("Thrown", "failed with IOException"), ("Hung", FactReader.NotRead)], facts.Select(f => (f.Name, f.Problem!)));
        Assert.All(facts, f => Assert.Null(f.Value));
        Assert.Equal((0, 1L), (hanging.Asked, bench.Losses.Of(LossReason.FactNotRead)));
    }

    [Fact]
    public async Task CollectAsync_Constant_IsReadOnceAndOnlyOnceItIsAskedFor()
    {
        var (constant, changing) = (0, 0);
        var bench = new FactBench(
            new WaitingFact("Constant", () => $"{Interlocked.Increment(ref constant)}"),
            new MemoryFact("Constant too", isConstant: true, () => $"{Interlocked.Increment(ref constant)}"),
            new MemoryFact("Changing", isConstant: false, () => $"{Interlocked.Increment(ref changing)}"));
        Assert.Equal((0, 0, 0), (bench.TimesMade, constant, changing));

        var first = await bench.CollectAsync();
        var second = await bench.CollectAsync();

        Assert.Equal((1, 2, 2), (bench.TimesMade, constant, changing));
        Assert.Equal(first.Take(2), second.Take(2));
        Assert.Equal(["1", "2"], new[] { first[2].Value, second[2].Value });
    }

    [Fact]
    public async Task CollectAsync_ConstantStillHangs_IsNotAskedAgainAndItsLateAnswerCounts()
    {
        using var blocking = new BlockingFact("Blocked");
        var bench = new FactBench(blocking);
        Assert.Equal(Late, Assert.Single(await bench.CollectLateAsync()).Problem);

        var again = bench.CollectAsync();

        Assert.True(again.IsCompleted); // The timeout was that of the read, and nobody waits for it twice.
        Assert.Equal(Late, Assert.Single(await again).Problem);
        blocking.Release();
        while (Assert.Single(await bench.CollectAsync()).Value != "late")
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            await Task.Yield();
        }

        Assert.Equal(1, blocking.Asked);
    }

    [Fact]
    public async Task CollectAsync_ChangingFactNeverAnswers_KeepsFourReadsAtMost()
    {
        var hanging = new HangingFact("Hung", isConstant: false);
        var bench = new FactBench(hanging);

        for (var ticket = 0; ticket < 4; ticket++)
        {
            Assert.Equal(Late, Assert.Single(await bench.CollectLateAsync()).Problem);
        }

        Assert.Equal("earlier reads of it have not ended", Assert.Single(await bench.CollectAsync()).Problem);
        await hanging.AskedAsync(4);
    }

    [Fact]
    public async Task CollectAsync_Failed_IsAskedAgainByTheNextTicket()
    {
        var times = 0;
        var bench = new FactBench(new WaitingFact("Flaky", () => ++times == 1 ? throw new IOException() : "well"));

        Assert.Equal("failed with IOException", Assert.Single(await bench.CollectAsync()).Problem);
        Assert.Equal("well", Assert.Single(await bench.CollectAsync()).Value);
    }

    [Fact]
    public async Task CollectAsync_Cancelled_Throws()
    {
        using var caller = new CancellationTokenSource();
        var bench = new FactBench(new HangingFact("Hung"));

        var collecting = bench.Collector.CollectAsync(bench.Collector.Now([]), [], caller.Token);
        await caller.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => collecting);
    }

    [Fact]
    public async Task CollectAsync_ValueWithSecretsAndLines_IsRedactedInOneBoundedLine()
    {
        var bench = new FactBench(
            new MemoryFact("At once", isConstant: true, () => "password=hunter2-correct\r\nnext"),
            new WaitingFact("Waited for", () => $"api_key=sk-{new string('x', 5_000)}\u202E"),
            new WaitingFact("Long", () => string.Join(' ', Enumerable.Repeat("word", 1_000))));

        var facts = await bench.CollectAsync();

        Assert.All(facts, f => Assert.DoesNotMatch("hunter2|xxxx|[\r\n\u202E]", f.Value!));
        Assert.All(facts, f => Assert.InRange(f.Value!.Length, 1, 1_000));
    }

    [Fact]
    public void Of_BuildingIt_ReadsNothingAndAllocatesLittle()
    {
        var bench = new FactBench();
        var options = new FactOptions { Packages = new UntouchedList(), RegionVariables = new UntouchedList(), BaselinePath = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}", "baseline.json") };
        _ = FactCollector.Of(options, new VendorCalls(bench.Clock), bench.Limits);
        var before = GC.GetAllocatedBytesForCurrentThread();

        var collector = FactCollector.Of(options, new VendorCalls(bench.Clock), bench.Limits);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 1, 2_048);
        Assert.Throws<InvalidOperationException>(() => options.Packages.Count);
        GC.KeepAlive(collector);
    }

    [Fact]
    public void ToString_ValueAndProblem_ShowsNeither()
    {
        Assert.Equal("EnvironmentFact", new EnvironmentFact { Name = "Region", Value = "eu-west-1" }.ToString());
        Assert.Equal("EnvironmentFact, not read", new EnvironmentFact { Name = "Region", Problem = "a reason" }.ToString());
    }
}

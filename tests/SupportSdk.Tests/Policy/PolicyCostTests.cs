using System.Globalization;
using System.Text.Json;
using SupportSdk.Policy;

namespace SupportSdk.Tests.Policy;

public sealed class PolicyCostTests
{
    [Fact]
    public void EstimateResponse_OnceWarm_AllocatesNothing()
    {
        var policy = SupportPolicy.Paragon;
        var submittedAt = new DateTimeOffset(2026, 12, 18, 22, 30, 0, TimeSpan.Zero);
        EstimateAll(policy, submittedAt);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
        {
            EstimateAll(policy, submittedAt);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void CalendarPage_ItsNumbers_AreThoseOfTheRawResult()
    {
        var raw = Assert.Single(Directory.GetFiles(RepositoryFiles.Path("docs", "benchmarks"), "policy-*.json"));
        var page = File.ReadAllText(RepositoryFiles.Path("docs", "calendar.md"));
        using var result = JsonDocument.Parse(File.ReadAllText(raw));
        var benchmarks = result.RootElement.GetProperty("Benchmarks").EnumerateArray().ToArray();

        Assert.Contains($"(benchmarks/{Path.GetFileName(raw)})", page);
        Assert.Equal(5, benchmarks.Length);
        Assert.All(benchmarks, benchmark => Assert.Contains(Row(benchmark), page));
        Assert.All(benchmarks.Where(benchmark => Method(benchmark).StartsWith("Estimate", StringComparison.Ordinal)), benchmark => Assert.True(Mean(benchmark) < 5_000));
        Assert.All(benchmarks, benchmark => Assert.True(Mean(benchmark) < 1_000_000));
    }

    private static string Row(JsonElement benchmark)
    {
        var bytes = benchmark.GetProperty("Memory").GetProperty("BytesAllocatedPerOperation").GetInt64();
        return string.Create(CultureInfo.InvariantCulture, $"| `{Method(benchmark)}` | {Mean(benchmark):N0} ns | {bytes:N0} B |");
    }

    private static string Method(JsonElement benchmark) => benchmark.GetProperty("Method").GetString()!;

    private static double Mean(JsonElement benchmark) => benchmark.GetProperty("Statistics").GetProperty("Mean").GetDouble();

    private static void EstimateAll(SupportPolicy policy, DateTimeOffset submittedAt)
    {
        for (var level = SupportLevel.Startup; level <= SupportLevel.Enterprise; level++)
        {
            for (var priority = TicketPriority.Low; priority <= TicketPriority.Urgent; priority++)
            {
                policy.EstimateResponse(level, priority, submittedAt);
            }
        }
    }
}

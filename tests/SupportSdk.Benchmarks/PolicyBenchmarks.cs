using BenchmarkDotNet.Attributes;
using SupportSdk.Policy;

namespace SupportSdk.Benchmarks;

/// <summary>What the policy promises: an estimate under 5 microseconds and without an allocation, ten years of business time under a millisecond.</summary>
[MemoryDiagnoser]
[JsonExporterAttribute.Full]
public class PolicyBenchmarks
{
    private readonly SupportPolicy _policy = SupportPolicy.Paragon;
    private readonly DateTimeOffset _friday = new(2026, 12, 18, 22, 30, 0, TimeSpan.Zero);
    private readonly TimeSpan _tenYears = TimeSpan.FromHours(10 * 249 * 8);

    [Benchmark]
    public ResponseEstimate EstimateProNormal() => _policy.EstimateResponse(SupportLevel.Pro, TicketPriority.Normal, _friday);

    [Benchmark]
    public ResponseEstimate EstimateEnterpriseUrgent() => _policy.EstimateResponse(SupportLevel.Enterprise, TicketPriority.Urgent, _friday);

    [Benchmark]
    public DateTimeOffset AddTenYears() => _policy.Calendar.AddBusinessTime(_friday, _tenYears);

    [Benchmark]
    public TimeSpan BetweenTenYears() => _policy.Calendar.BusinessTimeBetween(_friday, _friday.AddYears(10));

    /// <summary>The first use of a new calendar: its years are computed, not found.</summary>
    [Benchmark]
    public DateTimeOffset AddTenYearsCold() => _policy.WithAdditionalClosedDates([]).Calendar.AddBusinessTime(_friday, _tenYears);
}

using BenchmarkDotNet.Attributes;
using SupportSdk.Policy;

namespace SupportSdk.Benchmarks;

/// <summary>What the policy promises: an estimate under 5 microseconds and without an allocation, ten years of business time under a millisecond.</summary>
[MemoryDiagnoser]
[JsonExporterAttribute.Full]
public class PolicyBenchmarks
{
    private static readonly DateTimeOffset FridayAfternoon = new(2026, 12, 18, 22, 30, 0, TimeSpan.Zero);
    private static readonly TimeSpan TenYears = TimeSpan.FromHours(10 * 249 * 8);

    [Benchmark]
    public ResponseEstimate EstimateProNormal() => SupportPolicy.Paragon.EstimateResponse(SupportLevel.Pro, TicketPriority.Normal, FridayAfternoon);

    [Benchmark]
    public ResponseEstimate EstimateEnterpriseUrgent() => SupportPolicy.Paragon.EstimateResponse(SupportLevel.Enterprise, TicketPriority.Urgent, FridayAfternoon);

    [Benchmark]
    public DateTimeOffset AddTenYears() => BusinessCalendar.Paragon.AddBusinessTime(FridayAfternoon, TenYears);

    [Benchmark]
    public TimeSpan BetweenTenYears() => BusinessCalendar.Paragon.BusinessTimeBetween(FridayAfternoon, FridayAfternoon.AddYears(10));

    /// <summary>A calendar's first use of eleven years: the years are computed, not found.</summary>
    [Benchmark]
    public DateTimeOffset AddTenYearsCold() =>
        SupportPolicy.Paragon.WithAdditionalClosedDates([]).Calendar.AddBusinessTime(FridayAfternoon, TenYears);
}

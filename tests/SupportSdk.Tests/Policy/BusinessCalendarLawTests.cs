using System.Globalization;
using SupportSdk.Policy;

namespace SupportSdk.Tests.Policy;

/// <summary>The calendar against <see cref="MinuteOracle"/>, and against its own law.</summary>
public sealed class BusinessCalendarLawTests
{
    private static readonly BusinessCalendar Calendar = BusinessCalendar.Paragon;
    private static readonly MinuteOracle Oracle = new();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void AddBusinessTime_RandomStartsAndAmounts_IsTheOracles(int seed)
    {
        var random = new Random(seed);
        var from = new DateTime(2011, 1, 2, 0, 0, 0, DateTimeKind.Utc);
        for (var i = 0; i < 150; i++)
        {
            Compare(from.AddTicks(random.NextInt64(TimeSpan.FromDays(365 * 19).Ticks)), TimeSpan.FromTicks(random.NextInt64(TimeSpan.FromHours(40).Ticks)));
        }
    }

    [Theory]
    [InlineData("2021-12-17")] // Christmas on a Saturday
    [InlineData("2022-12-16")] // on a Sunday
    [InlineData("2023-12-15")] // on a Monday
    [InlineData("2020-12-18")] // on a Friday
    [InlineData("2023-11-17")] // five Thursdays in November
    [InlineData("2026-03-06")] // clocks go forward
    [InlineData("2026-10-30")] // clocks go back
    [InlineData("2024-02-27")] // leap day
    public void AddBusinessTime_AroundEveryEdgeOfAHardWeek_IsTheOracles(string friday)
    {
        var day = DateTime.SpecifyKind(DateTime.Parse(friday, CultureInfo.InvariantCulture), DateTimeKind.Utc);
        TimeSpan[] amounts = [TimeSpan.FromTicks(1), TimeSpan.FromHours(4), TimeSpan.FromHours(8) - TimeSpan.FromTicks(1), TimeSpan.FromHours(8), TimeSpan.FromHours(24)];
        for (var i = 0; i < 5; i++)
        {
            foreach (var utcHour in new[] { 0, 1, 9, 10, 16, 17 }) // 9:00, 17:00 and the changes of the clock, in winter and in summer
            {
                foreach (var tick in new[] { -1, 0, 1 })
                {
                    Compare(day.AddDays(i).AddHours(utcHour).AddTicks(tick), amounts[(i + utcHour + tick + 1) % amounts.Length]);
                }
            }
        }
    }

    [Fact]
    public void IsBusinessDay_EveryDayOf2010To2030_IsTheOraclesAndClosedReasonAgrees()
    {
        // The last day whose rows OPM has published is Dec 31, 2030.
        for (var date = new DateOnly(2010, 1, 1); date.Year <= 2030; date = date.AddDays(1))
        {
            Assert.True(Oracle.IsBusinessDay(date) == Calendar.IsBusinessDay(date), $"{date:O}");
            Assert.True(Calendar.IsBusinessDay(date) == Calendar.ClosedReason(date) is null, $"{date:O}");
        }
    }

    [Fact]
    public void AddBusinessTime_AndBusinessTimeBetween_AreEachOthersInverseFor1971To2100()
    {
        var random = new Random(1971);
        for (var i = 0; i < 5000; i++)
        {
            var start = new DateTimeOffset(1971, 1, 2, 0, 0, 0, TimeSpan.Zero).AddTicks(random.NextInt64(TimeSpan.FromDays(365 * 120).Ticks));
            var amount = TimeSpan.FromTicks(random.NextInt64(1, TimeSpan.FromHours(i % 2 == 0 ? 30 : 15_000).Ticks));

            var end = Calendar.AddBusinessTime(start, amount);

            Assert.Equal(amount, Calendar.BusinessTimeBetween(start, end));
            Assert.Equal(-amount, Calendar.BusinessTimeBetween(end, start));
            Assert.Equal(amount - TimeSpan.FromTicks(1), Calendar.BusinessTimeBetween(start, end.AddTicks(-1))); // no earlier instant would do
            Assert.Equal(end, Calendar.AddBusinessTime(Calendar.NextOpening(start), amount));
            Assert.Equal(TimeSpan.Zero, Calendar.BusinessTimeBetween(start, Calendar.NextOpening(start)));
            Assert.True(Calendar.IsOpen(Calendar.NextOpening(start)) && Calendar.IsOpen(end.AddTicks(-1)));
        }
    }

    private static void Compare(DateTime utc, TimeSpan amount)
    {
        var expected = Oracle.Add(utc, amount);
        var actual = Calendar.AddBusinessTime(new DateTimeOffset(utc), amount);
        Assert.True(expected == actual.UtcDateTime, $"{utc:O} + {amount}: {expected:O}, not {actual.UtcDateTime:O}");

        var end = utc.AddHours(50);
        Assert.Equal(Oracle.Between(utc, end), Calendar.BusinessTimeBetween(new DateTimeOffset(utc), new DateTimeOffset(end)));
        Assert.Equal(Oracle.IsOpen(utc), Calendar.IsOpen(new DateTimeOffset(utc)));
    }
}

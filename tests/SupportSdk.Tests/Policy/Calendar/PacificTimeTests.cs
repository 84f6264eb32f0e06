using System.Globalization;
using SupportSdk.Policy;
using SupportSdk.Policy.Calendar;

namespace SupportSdk.Tests.Policy.Calendar;

public sealed class PacificTimeTests
{
    private static readonly TimeZoneInfo Zone = TimeZoneInfo.FindSystemTimeZoneById("America/Los_Angeles");
    private static readonly PacificTime Rule = new(zone: null);

    [Fact]
    public void At_WithoutTimeZoneData_AgreesWithTheRealZoneEveryHalfHourTo2100()
    {
        var end = new DateTimeOffset(2101, 1, 1, 8, 0, 0, TimeSpan.Zero);
        for (var instant = new DateTimeOffset(2007, 1, 1, 8, 0, 0, TimeSpan.Zero); instant < end; instant = instant.AddMinutes(30))
        {
            if (Zone.GetUtcOffset(instant) != Rule.At(instant).Offset)
            {
                Assert.Fail($"The rule differs from the zone at {instant:O}.");
            }
        }
    }

    [Theory]
    [InlineData("2026-03-08T09:59:59.9999999Z", -8)]
    [InlineData("2026-03-08T10:00:00Z", -7)]
    [InlineData("2026-11-01T08:59:59.9999999Z", -7)]
    [InlineData("2026-11-01T09:00:00Z", -8)]
    public void At_AtAChangeOfTheClock_TurnsOnTheTick(string instant, int hours)
    {
        var parsed = DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture);

        Assert.Equal(TimeSpan.FromHours(hours), Rule.At(parsed).Offset);
        Assert.Equal(TimeSpan.FromHours(hours), new PacificTime(Zone).At(parsed).Offset);
    }

    [Fact]
    public void BusinessCalendar_WithoutTimeZoneDataBefore2007_SaysSoAndNamesTheArgument()
    {
        var calendar = new BusinessCalendar(Rule, []);
        var policy = SupportPolicy.Paragon with { Calendar = calendar };
        var first = new DateTimeOffset(2007, 1, 1, 0, 0, 0, TimeSpan.FromHours(-8));
        var early = first.AddTicks(-1);

        Assert.False(calendar.IsOpen(first));
        Assert.Contains("no time-zone data", Assert.Throws<ArgumentOutOfRangeException>("instant", () => calendar.IsOpen(early)).Message);
        Assert.Throws<ArgumentOutOfRangeException>("instant", () => calendar.NextOpening(early));
        Assert.Throws<ArgumentOutOfRangeException>("start", () => calendar.AddBusinessTime(early, TimeSpan.FromHours(1)));
        Assert.Throws<ArgumentOutOfRangeException>("start", () => calendar.BusinessTimeBetween(early, first));
        Assert.Throws<ArgumentOutOfRangeException>("end", () => calendar.BusinessTimeBetween(first, early));
        Assert.Throws<ArgumentOutOfRangeException>("submittedAt", () => policy.EstimateResponse(SupportLevel.Pro, TicketPriority.Low, early));
        Assert.True(calendar.IsBusinessDay(new DateOnly(2006, 7, 5))); // a date needs no zone
    }

    [Fact]
    public void EstimateResponse_WithoutTimeZoneData_IsTheSame()
    {
        var policy = SupportPolicy.Paragon with { Calendar = new BusinessCalendar(Rule, []) };
        var random = new Random(20261124);
        for (var i = 0; i < 2000; i++)
        {
            var submittedAt = new DateTimeOffset(2007, 1, 2, 0, 0, 0, TimeSpan.Zero).AddTicks(random.NextInt64(TimeSpan.FromDays(365 * 93).Ticks));
            foreach (var level in Enum.GetValues<SupportLevel>())
            {
                var expected = SupportPolicy.Paragon.EstimateResponse(level, TicketPriority.Urgent, submittedAt);
                var actual = policy.EstimateResponse(level, TicketPriority.Urgent, submittedAt);
                Assert.Equal(expected, actual);
                Assert.Equal(expected.RespondBy.Offset, actual.RespondBy.Offset);
            }
        }
    }

    [Fact]
    public void Zone_OnEveryWeekday1971To2100_DoesNotChangeItsClocksInBusinessHours()
    {
        for (var date = new DateTime(1971, 1, 1); date.Year <= 2100; date = date.AddDays(1))
        {
            if (date.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && Zone.GetUtcOffset(date.AddHours(9)) != Zone.GetUtcOffset(date.AddHours(17)))
            {
                Assert.Fail($"A change of the clock falls into business hours on {date:O}.");
            }
        }
    }
}

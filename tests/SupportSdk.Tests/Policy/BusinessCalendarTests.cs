using System.Globalization;
using SupportSdk.Policy;

namespace SupportSdk.Tests.Policy;

public sealed class BusinessCalendarTests
{
    private static readonly BusinessCalendar Calendar = BusinessCalendar.Paragon;

    [Theory]
    [InlineData("2026-07-11", "weekend")] // 1: Monday to Friday
    [InlineData("2026-07-13", null)]
    [InlineData("2026-07-03", "Independence Day (observed)")]
    [InlineData("2025-07-04", "Independence Day")]
    [InlineData("2026-07-04", "weekend")]
    [InlineData("2021-12-23", "the business day before Christmas")] // 3: Christmas on a Saturday
    [InlineData("2021-12-24", "Christmas Day (observed)")]
    [InlineData("2021-12-22", null)]
    [InlineData("2027-12-23", "the business day before Christmas")]
    [InlineData("2032-12-23", "the business day before Christmas")]
    [InlineData("2038-12-23", "the business day before Christmas")]
    [InlineData("2022-12-23", "the business day before Christmas")] // 3: on a Sunday
    [InlineData("2022-12-22", null)]
    [InlineData("2022-12-26", "Christmas Day (observed)")]
    [InlineData("2022-12-27", "the business day after Christmas")] // 8: a reason, not a rule
    [InlineData("2033-12-23", "the business day before Christmas")]
    [InlineData("2039-12-23", "the business day before Christmas")]
    [InlineData("2023-12-22", "the business day before Christmas")] // 4: on a Monday
    [InlineData("2023-12-26", "the business day after Christmas")]
    [InlineData("2028-12-22", "the business day before Christmas")]
    [InlineData("2034-12-22", "the business day before Christmas")]
    [InlineData("2020-12-24", "the business day before Christmas")] // 5: on a Friday
    [InlineData("2020-12-23", null)]
    [InlineData("2020-12-28", "the business day after Christmas")]
    [InlineData("2026-12-24", "the business day before Christmas")]
    [InlineData("2037-12-24", "the business day before Christmas")]
    [InlineData("2025-12-29", "between Christmas and New Year's")] // 7
    [InlineData("2025-12-31", "between Christmas and New Year's")]
    [InlineData("2021-12-31", "New Year's Day (observed)")] // 9: January 1 on a Saturday
    [InlineData("2022-01-03", null)]
    [InlineData("2023-01-02", "New Year's Day (observed)")] // 10: on a Sunday
    [InlineData("2034-01-02", "New Year's Day (observed)")]
    [InlineData("2040-01-02", "New Year's Day (observed)")]
    [InlineData("2026-10-12", "Columbus Day")] // 11
    [InlineData("2026-11-11", "Veterans Day")]
    [InlineData("2026-03-31", null)] // 12: César Chávez Day
    [InlineData("2026-02-12", null)]
    [InlineData("2026-11-27", "the day after Thanksgiving")]
    [InlineData("2023-11-24", "the day after Thanksgiving")] // 13: five Thursdays
    [InlineData("2028-11-24", "the day after Thanksgiving")]
    [InlineData("2029-11-23", "the day after Thanksgiving")]
    [InlineData("2034-11-24", "the day after Thanksgiving")]
    [InlineData("2035-11-23", "the day after Thanksgiving")]
    [InlineData("2040-11-23", "the day after Thanksgiving")]
    [InlineData("2029-11-30", null)]
    [InlineData("2028-02-29", null)] // 15: leap day
    [InlineData("2024-12-23", null)] // days on which agencies were closed by order are no holidays
    [InlineData("2025-01-09", null)]
    [InlineData("2018-12-05", null)]
    [InlineData("2021-01-20", null)] // Inauguration Day
    public void ClosedReason_EveryReadingOfThePage_SaysWhy(string date, string? reason)
    {
        var day = DateOnly.ParseExact(date, "O");

        Assert.Equal(reason, Calendar.ClosedReason(day));
        Assert.Equal(reason is null, Calendar.IsBusinessDay(day));
    }

    [Fact]
    public void ClosedReason_2018To2040_TheNaiveEveIsWrongOnTheListedYearsOnly()
    {
        int[] shifted = [2021, 2022, 2023, 2027, 2028, 2032, 2033, 2034, 2038, 2039];
        for (var year = 2018; year <= 2040; year++)
        {
            var eve = Enumerable.Range(20, 5).Select(day => new DateOnly(year, 12, day)).Single(day => Calendar.ClosedReason(day) == "the business day before Christmas");
            Assert.Equal(shifted.Contains(year), eve.Day != 24);
        }
    }

    [Fact]
    public void ClosedReason_1971To2100_ADayAfterChristmasIsAlwaysBetweenTheYears()
    {
        for (var year = 1971; year <= 2100; year++)
        {
            var after = Enumerable.Range(1, 31).Select(day => new DateOnly(year, 12, day)).Single(day => Calendar.ClosedReason(day) == "the business day after Christmas");
            Assert.InRange(after.Day, 26, 31);
            Assert.All(Enumerable.Range(26, 6), day => Assert.False(Calendar.IsBusinessDay(new DateOnly(year, 12, day))));
        }
    }

    [Fact]
    public void ClosedReason_AdditionalDates_CloseThemselvesAndDoNotMoveChristmas()
    {
        var calendar = SupportPolicy.Paragon.WithAdditionalClosedDates([new(2024, 12, 24), new(2025, 1, 9), new(2025, 1, 9), new(2025, 1, 11)]).Calendar;

        Assert.Equal("the business day before Christmas", calendar.ClosedReason(new(2024, 12, 24)));
        Assert.Null(calendar.ClosedReason(new(2024, 12, 23)));
        Assert.Equal("closed by your settings", calendar.ClosedReason(new(2025, 1, 9)));
        Assert.Equal("weekend", calendar.ClosedReason(new(2025, 1, 11)));
        Assert.True(Calendar.IsBusinessDay(new(2025, 1, 9)));
    }

    [Theory]
    [InlineData("2026-07-13T13:00:00-07:00", "04:00:00", "2026-07-13T17:00:00-07:00")] // 16: five o'clock sharp
    [InlineData("2026-07-13T13:00:00-07:00", "04:00:00.0000001", "2026-07-14T09:00:00.0000001-07:00")]
    [InlineData("2026-07-13T17:00:00-07:00", "00:00:00.0000001", "2026-07-14T09:00:00.0000001-07:00")]
    [InlineData("2026-07-13T16:59:59.9999999-07:00", "00:00:00.0000001", "2026-07-13T17:00:00-07:00")]
    [InlineData("2026-07-13T08:59:59.9999999-07:00", "08:00:00", "2026-07-13T17:00:00-07:00")]
    [InlineData("2026-07-13T09:00:00-07:00", "1.00:00:00", "2026-07-15T17:00:00-07:00")] // 17: 24 business hours are three days
    [InlineData("2026-07-10T18:00:00-07:00", "04:00:00", "2026-07-13T13:00:00-07:00")] // 18: counted from the next opening
    [InlineData("2026-03-06T16:00:00-08:00", "08:00:00", "2026-03-09T16:00:00-07:00")] // 14: over a change of the clock
    [InlineData("2026-10-30T16:00:00-07:00", "08:00:00", "2026-11-02T16:00:00-08:00")]
    [InlineData("2026-12-23T16:00:00-08:00", "02:00:00", "2027-01-04T10:00:00-08:00")]
    [InlineData("2026-07-11T12:00:00+02:00", "00:00:00", "2026-07-11T03:00:00-07:00")] // no amount: the start itself
    public void AddBusinessTime_AtTheEdges_IsExactToTheTick(string start, string amount, string end)
    {
        var expected = DateTimeOffset.Parse(end, CultureInfo.InvariantCulture);

        var actual = Calendar.AddBusinessTime(DateTimeOffset.Parse(start, CultureInfo.InvariantCulture), TimeSpan.Parse(amount, CultureInfo.InvariantCulture));

        Assert.Equal((expected, expected.Offset), (actual, actual.Offset));
    }

    [Theory]
    [InlineData("2026-07-13T08:59:59.9999999-07:00", false, "2026-07-13T09:00:00-07:00")]
    [InlineData("2026-07-13T09:00:00-07:00", true, "2026-07-13T09:00:00-07:00")]
    [InlineData("2026-07-13T16:59:59.9999999-07:00", true, "2026-07-13T16:59:59.9999999-07:00")]
    [InlineData("2026-07-13T17:00:00-07:00", false, "2026-07-14T09:00:00-07:00")]
    [InlineData("2026-07-14T00:30:00+02:00", true, "2026-07-13T15:30:00-07:00")]
    [InlineData("2026-12-23T17:00:00-08:00", false, "2027-01-04T09:00:00-08:00")]
    public void IsOpen_AndNextOpening_AtTheEdges_AreExactToTheTick(string instant, bool open, string opening)
    {
        var parsed = DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture);

        Assert.Equal(open, Calendar.IsOpen(parsed));
        Assert.Equal(DateTimeOffset.Parse(opening, CultureInfo.InvariantCulture), Calendar.NextOpening(parsed));
        Assert.Equal(DateTimeOffset.Parse(opening, CultureInfo.InvariantCulture).Offset, Calendar.NextOpening(parsed).Offset);
    }

    [Fact]
    public void AddBusinessTime_NegativeOrEndlessAmount_NamesTheArgument()
    {
        var start = new DateTimeOffset(2026, 7, 13, 16, 0, 0, TimeSpan.Zero);

        Assert.Throws<ArgumentOutOfRangeException>("amount", () => Calendar.AddBusinessTime(start, TimeSpan.FromTicks(-1)));
        Assert.Throws<ArgumentOutOfRangeException>("amount", () => Calendar.AddBusinessTime(start, TimeSpan.MinValue));
        Assert.Throws<ArgumentOutOfRangeException>("amount", () => Calendar.AddBusinessTime(start, TimeSpan.MaxValue));
    }

    [Fact]
    public void EveryQuestion_FromMinValueToMaxValue_AnswersOrNamesTheArgument()
    {
        var pacificYearOne = new DateTimeOffset(1, 1, 2, 0, 0, 0, TimeSpan.Zero);
        DateTimeOffset[] instants =
        [
            DateTimeOffset.MinValue, DateTimeOffset.MinValue.AddHours(7), pacificYearOne, new(1, 1, 1, 14, 0, 0, TimeSpan.FromHours(14)),
            new(1883, 11, 18, 12, 0, 0, TimeSpan.FromHours(-8)), new(1942, 2, 9, 12, 0, 0, TimeSpan.Zero), new(9999, 12, 23, 12, 0, 0, TimeSpan.Zero),
            new(9999, 12, 31, 9, 59, 59, TimeSpan.FromHours(-14)), DateTimeOffset.MaxValue,
        ];
        foreach (var instant in instants)
        {
            AnswersOrNames("instant", () => Calendar.IsOpen(instant));
            AnswersOrNames("instant", () => Calendar.NextOpening(instant));
            AnswersOrNames("start", () => Calendar.AddBusinessTime(instant, TimeSpan.Zero));
            AnswersOrNames("submittedAt", () => SupportPolicy.Paragon.EstimateResponse(SupportLevel.Enterprise, TicketPriority.Urgent, instant));
            AnswersOrNames("end", () => Calendar.BusinessTimeBetween(pacificYearOne, instant));
            AnswersOrNames("start", () => Calendar.BusinessTimeBetween(instant, DateTimeOffset.MaxValue));
        }

        Assert.Throws<ArgumentOutOfRangeException>("instant", () => Calendar.IsOpen(DateTimeOffset.MinValue));
        Assert.False(Calendar.IsOpen(DateTimeOffset.MaxValue));
        Assert.True(Calendar.BusinessTimeBetween(pacificYearOne, DateTimeOffset.MaxValue) > TimeSpan.FromHours(9998 * 240 * 8));
        Assert.Equal("weekend", Calendar.ClosedReason(new DateOnly(1, 1, 6)));
        Assert.NotNull(Calendar.ClosedReason(DateOnly.MaxValue));
        Assert.Equal("New Year's Day", Calendar.ClosedReason(DateOnly.MinValue));
    }

    [Fact]
    public void AddBusinessTime_ClosedForYearsOrForEver_AnswersOrSaysSo()
    {
        var start = new DateTimeOffset(2026, 7, 13, 16, 0, 0, TimeSpan.Zero);
        var first = new DateOnly(2026, 1, 1);
        var forYears = SupportPolicy.Paragon.WithAdditionalClosedDates(Enumerable.Range(0, new DateOnly(2127, 1, 1).DayNumber - first.DayNumber).Select(first.AddDays)).Calendar;
        var forEver = SupportPolicy.Paragon.WithAdditionalClosedDates(Enumerable.Range(first.DayNumber, DateOnly.MaxValue.DayNumber - first.DayNumber + 1).Select(DateOnly.FromDayNumber));

        Assert.Equal(new DateTimeOffset(2127, 1, 2, 10, 0, 0, TimeSpan.FromHours(-8)), forYears.AddBusinessTime(start, TimeSpan.FromHours(1)));
        Assert.Throws<ArgumentOutOfRangeException>("amount", () => forEver.Calendar.AddBusinessTime(start, TimeSpan.FromTicks(1)));
        Assert.Throws<ArgumentOutOfRangeException>("instant", () => forEver.Calendar.NextOpening(start));
        Assert.Throws<ArgumentOutOfRangeException>("submittedAt", () => forEver.EstimateResponse(SupportLevel.Pro, TicketPriority.Low, start));
    }

    [Fact]
    public async Task AddBusinessTime_FromManyThreads_IsTheSame()
    {
        var start = new DateTimeOffset(2026, 7, 13, 16, 0, 0, TimeSpan.Zero);
        var expected = Calendar.AddBusinessTime(start, TimeSpan.FromHours(100_000));
        var fresh = SupportPolicy.Paragon.WithAdditionalClosedDates([]).Calendar;

        var ends = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => fresh.AddBusinessTime(start, TimeSpan.FromHours(100_000)))));

        Assert.All(ends, end => Assert.Equal(expected, end));
    }

    private static void AnswersOrNames<T>(string argument, Func<T> question)
    {
        try
        {
            question();
        }
        catch (ArgumentOutOfRangeException e)
        {
            Assert.Equal(argument, e.ParamName);
        }
    }
}

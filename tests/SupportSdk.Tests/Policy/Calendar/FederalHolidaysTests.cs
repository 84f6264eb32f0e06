using System.Text.Json;
using SupportSdk.Policy.Calendar;

namespace SupportSdk.Tests.Policy.Calendar;

public sealed class FederalHolidaysTests
{
    [Fact]
    public void ObservedIn_2010To2030_IsEveryRowOfOpm()
    {
        var expected = OpmRows.All().OrderBy(row => row.Observed).ToArray();
        var actual = Observed(OpmRows.FirstYear, OpmRows.LastYear).Select(day => (day.Date, day.Reason.Replace(" (observed)", ""))).OrderBy(day => day.Date).ToArray();

        Assert.Equal(27, OpmRows.ShiftedCount);
        Assert.Equal((11 * 10) + (10 * 11), expected.Length);
        Assert.Equal(expected, actual);
        Assert.All(expected, row => Assert.False(row.Observed.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday));
    }

    [Fact]
    public void ObservedIn_1986To2099_AgreesWithAnotherImplementation()
    {
        using var file = JsonDocument.Parse(File.ReadAllText(RepositoryFiles.Path("tests", "SupportSdk.Tests", "Policy", "Calendar", "us-federal-holidays-4.0.0.json")));
        Assert.Equal("4.0.0", file.RootElement.GetProperty("version").GetString());
        var theirs = file.RootElement.GetProperty("years").EnumerateObject()
            .SelectMany(year => year.Value.EnumerateArray())
            .Select(date => DateOnly.ParseExact(date.GetString()!, "O"))
            .Where(date => date.Year is >= 1986 and <= 2099)
            .Order();

        Assert.Equal(theirs, Observed(1986, 2099).Select(day => day.Date).Order());
    }

    [Theory]
    [InlineData("1971-10-25", "Veterans Day")] // fourth Monday of October, 1971 to 1977
    [InlineData("1972-10-23", "Veterans Day")]
    [InlineData("1973-10-22", "Veterans Day")]
    [InlineData("1974-10-28", "Veterans Day")]
    [InlineData("1975-10-27", "Veterans Day")]
    [InlineData("1976-10-25", "Veterans Day")]
    [InlineData("1977-10-24", "Veterans Day")]
    [InlineData("1977-11-11", null)]
    [InlineData("1978-10-23", null)]
    [InlineData("1978-11-10", "Veterans Day (observed)")] // Pub. L. 94-97; November 11 was a Saturday
    [InlineData("1971-02-15", "Washington's Birthday")]
    [InlineData("1971-02-22", null)]
    [InlineData("1971-05-31", "Memorial Day")]
    [InlineData("1971-10-11", "Columbus Day")]
    [InlineData("1971-12-31", "New Year's Day (observed)")]
    [InlineData("1985-01-21", null)] // Pub. L. 98-144 names 1986
    [InlineData("1986-01-20", "Birthday of Martin Luther King, Jr.")]
    [InlineData("2020-06-19", null)]
    [InlineData("2021-06-18", "Juneteenth National Independence Day (observed)")]
    [InlineData("2017-01-20", null)] // Inauguration Day is the Washington area's
    [InlineData("2021-01-20", null)]
    public void ObservedIn_FromTheYearItsStatuteNames_IsAHoliday(string date, string? reason)
    {
        var day = DateOnly.ParseExact(date, "O");

        Assert.Equal(reason, FederalHolidays.ObservedIn(day.Year).Where(holiday => holiday.Date == day).Select(holiday => holiday.Reason).SingleOrDefault());
    }

    private static IEnumerable<ClosedDay> Observed(int from, int to) => Enumerable.Range(from, to - from + 1).SelectMany(FederalHolidays.ObservedIn);
}

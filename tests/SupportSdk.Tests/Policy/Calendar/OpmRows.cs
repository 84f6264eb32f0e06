using System.Globalization;

namespace SupportSdk.Tests.Policy.Calendar;

/// <summary>
/// The days that OPM lists as observed for 2010 to 2030, written without the product's code: weekdays are counted one by one, and every shifted row is
/// copied from OPM's lists.
/// </summary>
internal static class OpmRows
{
    public const int FirstYear = 2010;
    public const int LastYear = 2030;

    /// <summary>Every row that a weekend moves, by the date of the holiday itself.</summary>
    private const string ShiftedRows = """
        2010-07-04:2010-07-05 2010-12-25:2010-12-24 2011-01-01:2010-12-31 2011-12-25:2011-12-26 2012-01-01:2012-01-02
        2012-11-11:2012-11-12 2015-07-04:2015-07-03 2016-12-25:2016-12-26 2017-01-01:2017-01-02 2017-11-11:2017-11-10
        2018-11-11:2018-11-12 2020-07-04:2020-07-03 2021-06-19:2021-06-18 2021-07-04:2021-07-05 2021-12-25:2021-12-24
        2022-01-01:2021-12-31 2022-06-19:2022-06-20 2022-12-25:2022-12-26 2023-01-01:2023-01-02 2023-11-11:2023-11-10
        2026-07-04:2026-07-03 2027-06-19:2027-06-18 2027-07-04:2027-07-05 2027-12-25:2027-12-24 2028-01-01:2027-12-31
        2028-11-11:2028-11-10 2029-11-11:2029-11-12
        """;

    private static readonly Dictionary<string, string> Shifted =
        ShiftedRows.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries).Select(row => row.Split(':')).ToDictionary(row => row[0], row => row[1]);

    public static int ShiftedCount => Shifted.Count;

    /// <summary>The observed dates of list years 2010 to 2030, with the holiday's name.</summary>
    public static IEnumerable<(DateOnly Observed, string Name)> All() =>
        from year in Enumerable.Range(FirstYear, LastYear - FirstYear + 1)
        from row in Nominal(year)
        select (Shifted.TryGetValue(row.Date.ToString("O", CultureInfo.InvariantCulture), out var observed) ? DateOnly.ParseExact(observed, "O") : row.Date, row.Name);

    private static IEnumerable<(DateOnly Date, string Name)> Nominal(int year)
    {
        yield return (new(year, 1, 1), "New Year's Day");
        yield return (Count(year, 1, DayOfWeek.Monday, 3), "Birthday of Martin Luther King, Jr.");
        yield return (Count(year, 2, DayOfWeek.Monday, 3), "Washington's Birthday");
        yield return (Last(year, 5, DayOfWeek.Monday), "Memorial Day");
        if (year >= 2021)
        {
            yield return (new(year, 6, 19), "Juneteenth National Independence Day");
        }

        yield return (new(year, 7, 4), "Independence Day");
        yield return (Count(year, 9, DayOfWeek.Monday, 1), "Labor Day");
        yield return (Count(year, 10, DayOfWeek.Monday, 2), "Columbus Day");
        yield return (new(year, 11, 11), "Veterans Day");
        yield return (Count(year, 11, DayOfWeek.Thursday, 4), "Thanksgiving Day");
        yield return (new(year, 12, 25), "Christmas Day");
    }

    private static DateOnly Count(int year, int month, DayOfWeek weekday, int nth) => Days(year, month).Where(day => day.DayOfWeek == weekday).ElementAt(nth - 1);

    private static DateOnly Last(int year, int month, DayOfWeek weekday) => Days(year, month).Last(day => day.DayOfWeek == weekday);

    private static IEnumerable<DateOnly> Days(int year, int month) =>
        Enumerable.Range(1, DateTime.DaysInMonth(year, month)).Select(day => new DateOnly(year, month, day));
}

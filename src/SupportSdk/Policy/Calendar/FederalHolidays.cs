namespace SupportSdk.Policy.Calendar;

/// <summary>The legal public holidays of 5 U.S.C. 6103(a), as the Office of Personnel Management lists them.</summary>
/// <remarks>
/// Exact from 1971, the first year of the Uniform Monday Holiday Act (Pub. L. 90-363) and of Executive Order 11582. Inauguration Day is left out:
/// 6103(c) grants it to the Washington area only, and the office keeps Pacific time. Days on which a president excuses federal employees are no holidays.
/// </remarks>
internal static class FederalHolidays
{
    private const string NewYearsDay = "New Year's Day";

    private static readonly FederalHoliday[] All =
    [
        new(NewYearsDay, 1, 1),
        new("Birthday of Martin Luther King, Jr.", 1, 15, DayOfWeek.Monday, FirstYear: 1986), // Pub. L. 98-144
        new("Washington's Birthday", 2, 15, DayOfWeek.Monday, FirstYear: 1971), // Pub. L. 90-363
        new("Memorial Day", 5, 25, DayOfWeek.Monday, FirstYear: 1971), // Pub. L. 90-363
        new("Juneteenth National Independence Day", 6, 19, FirstYear: 2021), // Pub. L. 117-17
        new("Independence Day", 7, 4),
        new("Labor Day", 9, 1, DayOfWeek.Monday),
        new("Columbus Day", 10, 8, DayOfWeek.Monday, FirstYear: 1971), // Pub. L. 90-363
        new("Veterans Day", 10, 22, DayOfWeek.Monday, FirstYear: 1971, LastYear: 1977), // Pub. L. 90-363
        new("Veterans Day", 11, 11, FirstYear: 1978), // Pub. L. 94-97
        new("Thanksgiving Day", 11, 22, DayOfWeek.Thursday),
        new("Christmas Day", 12, 25),
    ];

    /// <summary>The holidays observed on a date of the year: with the next New Year's Day where it falls on a Saturday, without this one's where it does.</summary>
    public static IEnumerable<ClosedDay> ObservedIn(int year)
    {
        foreach (var holiday in All.Where(holiday => holiday.IsIn(year)))
        {
            // New Year's Day on a Saturday is observed in the year before, and the year 1 has none.
            if (holiday.Name != NewYearsDay || holiday.On(year).DayOfWeek != DayOfWeek.Saturday)
            {
                yield return holiday.ObservedIn(year);
            }
        }

        var lastDay = new DateOnly(year, 12, 31);
        if (lastDay.DayOfWeek == DayOfWeek.Friday)
        {
            yield return new ClosedDay(lastDay, $"{NewYearsDay} (observed)");
        }
    }
}

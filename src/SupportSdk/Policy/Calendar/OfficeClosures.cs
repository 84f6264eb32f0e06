namespace SupportSdk.Policy.Calendar;

/// <summary>The weekdays on which the support page closes the office.</summary>
internal static class OfficeClosures
{
    /// <summary>The closures of a year; where a date stands twice, the first reason is the one to give.</summary>
    public static IEnumerable<ClosedDay> In(int year)
    {
        var holidays = FederalHolidays.ObservedIn(year).ToArray();
        var christmas = new DateOnly(year, 12, 25);
        return
        [
            .. holidays,
            new(DayAfterThanksgiving(year), "the day after Thanksgiving"),
            new(NearestBusinessDay(christmas, -1, holidays), "the business day before Christmas"),
            new(NearestBusinessDay(christmas, 1, holidays), "the business day after Christmas"),
            .. Enumerable.Range(26, 6).Select(day => new ClosedDay(new DateOnly(year, 12, day), "between Christmas and New Year's")),
        ];
    }

    // The Friday after the fourth Thursday; in a November with five Thursdays the last one is not it.
    private static DateOnly DayAfterThanksgiving(int year)
    {
        var date = new DateOnly(year, 11, 23);
        return date.AddDays(((int)DayOfWeek.Friday - (int)date.DayOfWeek + 7) % 7);
    }

    // Monday to Friday less federal holidays: to count by the office's own closures would be circular.
    private static DateOnly NearestBusinessDay(DateOnly from, int step, ClosedDay[] holidays)
    {
        var date = from.AddDays(step);
        while (date.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday || holidays.Any(holiday => holiday.Date == date))
        {
            date = date.AddDays(step);
        }

        return date;
    }
}

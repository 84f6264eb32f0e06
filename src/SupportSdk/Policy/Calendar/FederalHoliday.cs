namespace SupportSdk.Policy.Calendar;

/// <summary>A federal holiday from the year its statute names: on a day of the month, or, with a weekday, on the first such weekday from that day on.</summary>
/// <remarks>"Third Monday of January" is "the first Monday from January 15 on", "last Monday of May" the first from May 25 on.</remarks>
internal sealed record FederalHoliday(string Name, int Month, int Day, DayOfWeek? Weekday = null, int FirstYear = 1, int LastYear = 9999)
{
    public bool IsIn(int year) => FirstYear <= year && year <= LastYear;

    /// <summary>The date of the holiday itself.</summary>
    public DateOnly On(int year)
    {
        var date = new DateOnly(year, Month, Day);
        return Weekday is { } weekday ? date.AddDays(((int)weekday - (int)date.DayOfWeek + 7) % 7) : date;
    }

    /// <summary>The date on which Monday-to-Friday employees have the day off.</summary>
    public ClosedDay ObservedIn(int year)
    {
        var date = On(year);
        return date.DayOfWeek switch
        {
            DayOfWeek.Saturday => new(date.AddDays(-1), $"{Name} (observed)"), // 5 U.S.C. 6103(b)
            DayOfWeek.Sunday => new(date.AddDays(1), $"{Name} (observed)"), // Executive Order 11582, section 3(a)
            _ => new(date, Name),
        };
    }
}

using SupportSdk.Policy.Calendar;

namespace SupportSdk.Policy;

/// <summary>The support office's business hours: Monday to Friday, 9:00 to 17:00 in America/Los_Angeles, less the closures that the support page names.</summary>
/// <remarks>
/// Closed are the federal holidays as the Office of Personnel Management observes them, the day after Thanksgiving, one business day before and after Christmas, and the days
/// between Christmas and New Year's. Exact for 1971 to 2100; earlier years know only the holidays that were the same then, later years follow the same rules. On a machine without time-zone data a built-in rule
/// serves from 2007 on. Instances are immutable and thread-safe. Source: "Contacting Support", "Support Levels"; 5 U.S.C. 6103; Executive Order 11582.
/// </remarks>
public sealed class BusinessCalendar
{
    private const long Opens = 9 * TimeSpan.TicksPerHour;
    private const long Closes = 17 * TimeSpan.TicksPerHour;
    private const long WorkingDay = Closes - Opens;

    private readonly PacificTime _pacific;
    private readonly ILookup<int, DateOnly> _additional;
    private readonly OpenDays?[] _years = new OpenDays?[DateOnly.MaxValue.Year + 1];

    internal BusinessCalendar(PacificTime pacific, IEnumerable<DateOnly> additionalClosedDates)
    {
        _pacific = pacific;
        _additional = additionalClosedDates.Distinct().ToLookup(date => date.Year);
    }

    /// <summary>The calendar of Paragon's support page.</summary>
    public static BusinessCalendar Paragon { get; } = new(PacificTime.OfThisMachine(), []);

    /// <summary>Says whether the office opens on a date of Pacific time.</summary>
    public bool IsBusinessDay(DateOnly date) => DaysOf(date.Year).Contains(date.DayOfYear - 1);

    /// <summary>Says in words why the office is closed on a date of Pacific time.</summary>
    /// <returns>For example "weekend" or "Independence Day (observed)"; null where the office is open.</returns>
    public string? ClosedReason(DateOnly date)
    {
        if (IsBusinessDay(date))
        {
            return null;
        }

        return date.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday
            ? "weekend"
            : OfficeClosures.In(date.Year).Where(closed => closed.Date == date).Select(closed => closed.Reason).FirstOrDefault() ?? "closed by your settings";
    }

    /// <summary>Says whether the office is open: from 9:00 on and before 17:00 of a business day.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The instant is before the year 1 in Pacific time, or before 2007 on a machine without time-zone data.</exception>
    public bool IsOpen(DateTimeOffset instant)
    {
        var local = _pacific.At(instant);
        return local.TimeOfDay.Ticks is >= Opens and < Closes && DaysOf(local.Year).Contains(local.DayOfYear - 1);
    }

    /// <summary>Gives the earliest instant, not before the one given, at which the office is open: the instant itself in business hours, else the next opening.</summary>
    /// <returns>The instant with its Pacific offset.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The office does not open again before the year 10000, or as for <see cref="IsOpen"/>.</exception>
    public DateTimeOffset NextOpening(DateTimeOffset instant) => TryAdd(instant, TimeSpan.FromTicks(1), out var result, nameof(instant))
        ? result.AddTicks(-1)
        : throw new ArgumentOutOfRangeException(nameof(instant), instant, "The office does not open again before the year 10000.");

    /// <summary>Gives the earliest instant, not before the start, by which the amount of business time has passed.</summary>
    /// <param name="start">The start, with any offset.</param>
    /// <param name="amount">The business time, not negative. A working day is eight hours.</param>
    /// <returns>The instant with its Pacific offset; it may be 17:00 sharp. The start itself for no amount.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The amount is negative or not reached before the year 10000, or as for <see cref="IsOpen"/>.</exception>
    public DateTimeOffset AddBusinessTime(DateTimeOffset start, TimeSpan amount)
    {
        if (amount < TimeSpan.Zero)
        {
            throw new ArgumentOutOfRangeException(nameof(amount), amount, "An amount of business time cannot be negative.");
        }

        return TryAdd(start, amount, out var result, nameof(start))
            ? result
            : throw new ArgumentOutOfRangeException(nameof(amount), amount, "So much business time does not pass before the year 10000.");
    }

    /// <summary>Gives the business time from one instant to another; negative where the end is before the start.</summary>
    /// <exception cref="ArgumentOutOfRangeException">As for <see cref="IsOpen"/>.</exception>
    public TimeSpan BusinessTimeBetween(DateTimeOffset start, DateTimeOffset end)
    {
        var (from, to) = (_pacific.At(start), _pacific.At(end));
        return from <= to ? Between(from, to) : -Between(to, from);
    }

    /// <summary>As <see cref="AddBusinessTime"/>, but says false where the years end first; an instant that cannot be placed is named as told.</summary>
    internal bool TryAdd(DateTimeOffset start, TimeSpan amount, out DateTimeOffset result, string name)
    {
        result = _pacific.At(start, name);
        if (amount == TimeSpan.Zero)
        {
            return true;
        }

        var year = result.Year;
        var days = DaysOf(year);
        var wanted = (ulong)PassedInYear(result) + (ulong)amount.Ticks;
        while (wanted > (ulong)(days.Count * WorkingDay))
        {
            if (year == DateOnly.MaxValue.Year)
            {
                return false;
            }

            wanted -= (ulong)(days.Count * WorkingDay);
            days = DaysOf(++year);
        }

        var fullDays = (long)(wanted - 1) / WorkingDay;
        var midnight = new DateTime(year, 1, 1).AddDays(days.DayAt((int)fullDays));
        result = _pacific.AtClock(midnight.Ticks + Opens + (long)wanted - (fullDays * WorkingDay));
        return true;
    }

    /// <summary>The instant after a time on the clock, around the clock, with its Pacific offset.</summary>
    internal DateTimeOffset AddElapsed(DateTimeOffset start, TimeSpan amount) => _pacific.At(start.ToUniversalTime() + amount);

    /// <summary>A calendar that is also closed on these dates.</summary>
    internal BusinessCalendar WithClosedDates(IEnumerable<DateOnly> dates) => new(_pacific, _additional.SelectMany(year => year).Concat(dates));

    private TimeSpan Between(DateTimeOffset from, DateTimeOffset to)
    {
        var ticks = PassedInYear(to) - PassedInYear(from);
        for (var year = from.Year; year < to.Year; year++)
        {
            ticks += DaysOf(year).Count * WorkingDay;
        }

        return TimeSpan.FromTicks(ticks);
    }

    // Local time may be subtracted here: no change of the clock falls into business hours, so every working day is eight hours long.
    private long PassedInYear(DateTimeOffset local)
    {
        var days = DaysOf(local.Year);
        var day = local.DayOfYear - 1;
        var today = days.Contains(day) ? Math.Clamp(local.TimeOfDay.Ticks - Opens, 0, WorkingDay) : 0;
        return (days.CountBefore(day) * WorkingDay) + today;
    }

    // Two threads may both make a year; the years are equal, and either is kept.
    private OpenDays DaysOf(int year) => Volatile.Read(ref _years[year]) ?? Remember(year);

    private OpenDays Remember(int year)
    {
        var days = new OpenDays(year, OfficeClosures.In(year).Select(closed => closed.Date).Concat(_additional[year]));
        Volatile.Write(ref _years[year], days);
        return days;
    }
}

using System.Runtime.CompilerServices;
using System.Security;

namespace SupportSdk.Policy.Calendar;

/// <summary>America/Los_Angeles: by the machine's time-zone data, or, where it has none, by the rule in force since 2007.</summary>
internal sealed class PacificTime(TimeZoneInfo? zone)
{
    private static readonly TimeSpan Standard = TimeSpan.FromHours(-8);
    private static readonly TimeSpan Daylight = TimeSpan.FromHours(-7);
    private static readonly long RuleStartsUtc = (new DateTime(2007, 1, 1) - Standard).Ticks;

    /// <summary>Looks the zone up; a container image without data gets the built-in rule.</summary>
    public static PacificTime OfThisMachine()
    {
        try
        {
            return new PacificTime(TimeZoneInfo.FindSystemTimeZoneById("America/Los_Angeles"));
        }
        catch (Exception missing) when (missing is TimeZoneNotFoundException or InvalidTimeZoneException or SecurityException)
        {
            return new PacificTime(zone: null);
        }
    }

    /// <summary>The same instant with the Pacific offset.</summary>
    public DateTimeOffset At(DateTimeOffset instant, [CallerArgumentExpression(nameof(instant))] string? name = null)
    {
        var offset = zone is not null ? zone.GetUtcOffset(instant) : OffsetByRule(instant, name);
        var ticks = instant.UtcTicks + offset.Ticks;
        return ticks >= 0 ? new DateTimeOffset(ticks, offset) : throw new ArgumentOutOfRangeException(name, instant, "The instant lies before the year 1 in Pacific time.");
    }

    /// <summary>The instant at which Pacific clocks show a time of day between 9:00 and 17:00.</summary>
    public DateTimeOffset AtClock(long localTicks)
    {
        // Clocks change at two in the morning, so an hour more or less does not matter by day.
        var offset = At(new DateTimeOffset(localTicks, Standard)).Offset;
        return new DateTimeOffset(localTicks, offset);
    }

    private static TimeSpan OffsetByRule(DateTimeOffset instant, string? name)
    {
        if (instant.UtcTicks < RuleStartsUtc)
        {
            throw new ArgumentOutOfRangeException(name, instant, "This machine has no time-zone data for America/Los_Angeles, and the built-in rule begins in 2007. Install tzdata.");
        }

        var utc = instant.UtcDateTime;
        var summerStarts = FirstSunday(utc.Year, 3, 8).AddHours(2) - Standard;
        var summerEnds = FirstSunday(utc.Year, 11, 1).AddHours(2) - Daylight;
        return summerStarts <= utc && utc < summerEnds ? Daylight : Standard;
    }

    private static DateTime FirstSunday(int year, int month, int fromDay)
    {
        var date = new DateTime(year, month, fromDay, 0, 0, 0, DateTimeKind.Utc);
        return date.AddDays((7 - (int)date.DayOfWeek) % 7);
    }
}

using SupportSdk.Tests.Policy.Calendar;

namespace SupportSdk.Tests.Policy;

/// <summary>Business time the slow way: minute by minute of the real zone, on OPM's rows for 2010 to 2030, sharing nothing with the product.</summary>
internal sealed class MinuteOracle
{
    private static readonly TimeZoneInfo Zone = TimeZoneInfo.FindSystemTimeZoneById("America/Los_Angeles");
    private readonly HashSet<DateOnly> _closed;

    public MinuteOracle()
    {
        var holidays = OpmRows.All().Select(row => row.Observed).ToHashSet();
        _closed = [.. holidays];
        for (var year = OpmRows.FirstYear; year <= OpmRows.LastYear; year++)
        {
            var thanksgiving = OpmRows.All().Single(row => row.Name == "Thanksgiving Day" && row.Observed.Year == year).Observed;
            _closed.Add(thanksgiving.AddDays(1));
            var eve = new DateOnly(year, 12, 24);
            while (IsWeekend(eve) || holidays.Contains(eve))
            {
                eve = eve.AddDays(-1);
            }

            _closed.Add(eve);
            for (var day = 26; day <= 31; day++)
            {
                _closed.Add(new DateOnly(year, 12, day));
            }
        }
    }

    public bool IsBusinessDay(DateOnly date) => !IsWeekend(date) && !_closed.Contains(date);

    public bool IsOpen(DateTime utc)
    {
        var local = TimeZoneInfo.ConvertTimeFromUtc(utc, Zone);
        return local.Hour is >= 9 and < 17 && IsBusinessDay(DateOnly.FromDateTime(local));
    }

    public DateTime Add(DateTime utc, TimeSpan amount)
    {
        while (amount > TimeSpan.Zero)
        {
            var next = NextMinute(utc);
            if (IsOpen(utc))
            {
                if (next - utc >= amount)
                {
                    return utc + amount;
                }

                amount -= next - utc;
            }

            utc = next;
        }

        return utc;
    }

    public TimeSpan Between(DateTime from, DateTime to)
    {
        var total = TimeSpan.Zero;
        while (from < to)
        {
            var next = NextMinute(from) < to ? NextMinute(from) : to;
            total += IsOpen(from) ? next - from : TimeSpan.Zero;
            from = next;
        }

        return total;
    }

    private static DateTime NextMinute(DateTime utc) => new(utc.Ticks - (utc.Ticks % TimeSpan.TicksPerMinute) + TimeSpan.TicksPerMinute, DateTimeKind.Utc);

    private static bool IsWeekend(DateOnly date) => date.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;
}

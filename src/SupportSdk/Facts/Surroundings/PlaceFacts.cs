using System.Buffers;
using System.Diagnostics;
using System.Globalization;

namespace SupportSdk.Facts.Surroundings;

/// <summary>Where the process runs, and since when; never the machine's or a user's name, nor a path.</summary>
internal static class PlaceFacts
{
    private const int LongestRegion = 64;

    private static readonly SearchValues<char> RegionCharacters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_ ()");

    /// <summary>The first named variable that is set. What does not look like a region's name is not shown.</summary>
    public static string? Region(IEnumerable<string> names, Func<string, string?> variable)
    {
        foreach (var name in names)
        {
            if (variable(name)?.Trim() is { Length: > 0 } value)
            {
                var isName = value.Length <= LongestRegion && value.AsSpan().IndexOfAnyExcept(RegionCharacters) < 0;
                return isName ? $"{value} ({name})" : $"not shown: {name} does not hold a region's name";
            }
        }

        return null;
    }

    public static string TimeZone(TimeProvider time)
    {
        var zone = time.LocalTimeZone;
        var offset = zone.BaseUtcOffset;
        return $"{zone.Id}, UTC{(offset < TimeSpan.Zero ? '-' : '+')}{offset.ToString(@"hh\:mm", CultureInfo.InvariantCulture)} in standard time";
    }

    /// <summary>When the process began.</summary>
    public static string ProcessStart()
    {
        using var process = Process.GetCurrentProcess();
        return "started at " + process.StartTime.ToUniversalTime().ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) + " UTC";
    }
}

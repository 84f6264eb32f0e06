using System.Globalization;
using SupportSdk.Paragon.Health;

namespace SupportSdk.Facts.Changes;

/// <summary>What is to be said of a failed call's user token. By Paragon's clock where that is known: it is Paragon that refuses an expired token.</summary>
internal static class TokenWords
{
    /// <summary>Whether the token had run out when the call failed.</summary>
    public static bool IsExpired(FailedCallNote failed, ClockReading? clock) => Left(failed, clock) <= TimeSpan.Zero;

    /// <summary>The token's state at the failed call.</summary>
    public static string Of(FailedCallNote failed, ClockReading? clock) => !failed.HasUserToken ? "the failed call carried none that could be read"
        : Left(failed, clock) is not { } left ? "without an end (it has no exp)"
        : left <= TimeSpan.Zero ? $"had expired {Span(-left)} before the failed call ({Until(failed)}, by {Whose(clock)})"
        : $"valid for {Span(left)} more at the failed call ({Until(failed)}, by {Whose(clock)})";

    /// <summary>A span in its two largest units.</summary>
    public static string Span(TimeSpan span)
    {
        var (large, small) = span switch
        {
            { TotalDays: >= 1 } => ($"{Number(span.Days)} d", span.Hours == 0 ? "" : $" {Number(span.Hours)} h"),
            { TotalHours: >= 1 } => ($"{Number(span.Hours)} h", span.Minutes == 0 ? "" : $" {Number(span.Minutes)} min"),
            { TotalMinutes: >= 1 } => ($"{Number(span.Minutes)} min", span.Seconds == 0 ? "" : $" {Number(span.Seconds)} s"),
            _ => (span.TotalSeconds.ToString("0.#", CultureInfo.InvariantCulture) + " s", ""),
        };
        return large + small;
    }

    /// <summary>An instant as the ticket writes it.</summary>
    public static string Instant(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) + " UTC";

    private static TimeSpan? Left(FailedCallNote failed, ClockReading? clock) =>
        failed.TokenExpiresAt is { } expiry ? expiry - failed.OccurredAt - (clock?.Offset ?? TimeSpan.Zero) : null;

    private static string Until(FailedCallNote failed) => $"its exp is {Instant(failed.TokenExpiresAt!.Value)}";

    private static string Whose(ClockReading? clock) => clock is null ? "this machine's clock" : "Paragon's clock";

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}

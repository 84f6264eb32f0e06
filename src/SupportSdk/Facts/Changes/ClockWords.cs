using System.Globalization;
using SupportSdk.Paragon.Health;

namespace SupportSdk.Facts.Changes;

/// <summary>What is to be said of this machine's clock.</summary>
internal static class ClockWords
{
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(2);

    public static string Of(ClockReading? reading)
    {
        if (reading is not { } clock)
        {
            return "not compared: no answer of Paragon's with a Date was captured";
        }

        var answers = clock.Answers == 1 ? "1 answer" : $"median of {clock.Answers.ToString(CultureInfo.InvariantCulture)} answers";
        var source = $"{answers}, the last at {TokenWords.Instant(clock.LastAt)}";
        return clock.IsOff(Tolerance)
            ? $"WARNING: this machine is {TokenWords.Span(clock.Offset.Duration())} {(clock.Offset > TimeSpan.Zero ? "behind" : "ahead of")} Paragon, give or take {TokenWords.Span(clock.Uncertainty)} ({source})"
            : $"agrees with Paragon's within what can be told: {clock.Uncertainty.TotalSeconds.ToString("0.#", CultureInfo.InvariantCulture)} s ({source})";
    }
}

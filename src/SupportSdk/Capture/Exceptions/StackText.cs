using System.Diagnostics;
using System.Globalization;

namespace SupportSdk.Capture.Exceptions;

/// <summary>The frames of an exception, one a line: names of methods, and never a place in the source, which would tell of the machine that built the app.</summary>
internal static class StackText
{
    /// <summary>How many of the frames next to the failure are kept, and how many of those where the work began; a recursion is between them.</summary>
    public const int Innermost = 96;
    public const int Outermost = 32;

    /// <summary>The frames, or null for an exception that was never thrown.</summary>
    public static string? Of(Exception exception)
    {
        var frames = new StackTrace(exception, fNeedFileInfo: false).GetFrames();
        if (frames.Length == 0)
        {
            return exception.StackTrace is { } foreign ? WithoutPlaces(foreign) : null; // Of another process, or made up by the app's own type.
        }

        var left = frames.Length - Innermost - Outermost;
        return left <= 0
            ? Lines(frames)
            : $"{Lines(frames[..Innermost])}\n   ({left.ToString("N0", CultureInfo.InvariantCulture)} frames left out)\n{Lines(frames[^Outermost..])}";
    }

    private static string Lines(IEnumerable<StackFrame> frames) => new StackTrace(frames).ToString().ReplaceLineEndings("\n").TrimEnd('\n');

    private static string WithoutPlaces(string stack) => string.Join('\n', stack.ReplaceLineEndings("\n").Split('\n').Select(WithoutPlace));

    // "   at Shop.Orders.Load() in /home/dana/Shop/Orders.cs:line 12"
    private static string WithoutPlace(string line)
    {
        var at = line.LastIndexOf(" in ", StringComparison.Ordinal);
        return at > 0 && line.AsSpan(at).Contains(":line ", StringComparison.Ordinal) ? line[..at] : line;
    }
}

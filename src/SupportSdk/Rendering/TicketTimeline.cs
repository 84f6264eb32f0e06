using System.Globalization;

namespace SupportSdk.Rendering;

/// <summary>Calls and log messages in the order in which they happened, one line each.</summary>
internal static class TicketTimeline
{
    public static IEnumerable<string> Lines(ResolvedTicket ticket) => ticket.Calls.Select(c => (c.OccurredAt, Line: Call(c)))
        .Concat(ticket.Logs.Select(l => (l.OccurredAt, Line: Log(l))))
        .OrderBy(entry => entry.OccurredAt)
        .Select(entry => $"{entry.OccurredAt.UtcDateTime.ToString("HH:mm:ss.fff", CultureInfo.InvariantCulture)}  {entry.Line}");

    private static string Call(CapturedCall call)
    {
        var result = call.StatusCode?.ToString(CultureInfo.InvariantCulture) ?? call.Failure ?? "no response";
        var attempt = call.Attempt is { } number ? $", attempt {number.ToString(CultureInfo.InvariantCulture)}" : "";
        return $"{call.Method} {call.Url} -> {result} in {call.Duration.TotalMilliseconds.ToString("0", CultureInfo.InvariantCulture)} ms{attempt}";
    }

    // Further lines of a message stand deeper, so that none of them can pass for an entry.
    private static string Log(CapturedLog log) => $"{log.Level} {log.Category}: {log.Message.ReplaceLineEndings("\n  ")}{(log.Exception is null ? "" : $" ({log.Exception.Type})")}";
}

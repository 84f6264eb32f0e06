using System.Globalization;

namespace SupportSdk.Rendering;

/// <summary>The order in which evidence gives way when a ticket is larger than a channel allows: what support can do without goes first, the ticket's own words stay.</summary>
internal static class TicketShrinker
{
    /// <summary>The steps, attachments one by one and then each once. A step gives the smaller ticket and what to say of it; null where it would change nothing.</summary>
    public static IEnumerable<Func<ResolvedTicket, (ResolvedTicket Ticket, string Note)?>> StepsFor(ResolvedTicket ticket) =>
        Enumerable.Repeat<Func<ResolvedTicket, (ResolvedTicket, string)?>>(LargestAttachment, ticket.Attachments.Count).Concat(
        [
            t => ShortTimeline(t, 40),
            WithoutExcerpts,
            WithoutConsoleStacks,
            t => ShortStacks(t, 30),
            t => Keep(t, 20),
            t => ShortTimeline(t, 0),
            t => Keep(t, 5),
            t => ShortStacks(t, 8),
            t => ShortTexts(t, 2_000, 300),
            t => Keep(t, 2),
            t => ShortTexts(t, 500, 100),
        ]);

    private static (ResolvedTicket, string)? LargestAttachment(ResolvedTicket ticket)
    {
        if (ticket.Attachments.Count == 0)
        {
            return null;
        }

        var largest = ticket.Attachments.MaxBy(a => a.Content.Length)!;
        var size = largest.Content.Length.ToString("N0", CultureInfo.InvariantCulture);
        return (ticket with { Attachments = ticket.Attachments.Where(a => !ReferenceEquals(a, largest)).ToArray() }, $"the attached file {largest.FileName} ({size} bytes)");
    }

    private static (ResolvedTicket, string)? WithoutExcerpts(ResolvedTicket ticket) => ticket.ApiErrors.Any(e => e.BodyExcerpt is not null)
        ? (ticket with { ApiErrors = Each(ticket.ApiErrors, e => e with { BodyExcerpt = null }) }, "the excerpts of responses")
        : null;

    // The end of the timeline is nearest to the failure.
    private static (ResolvedTicket, string)? ShortTimeline(ResolvedTicket ticket, int count) => ticket.Calls.Count > count || ticket.Logs.Count > count
        ? (ticket with { Calls = Last(ticket.Calls, count), Logs = Last(ticket.Logs, count) },
            count == 0 ? "the timeline" : $"all but the last {count.ToString(CultureInfo.InvariantCulture)} calls and log messages of the timeline")
        : null;

    private static (ResolvedTicket, string)? WithoutConsoleStacks(ResolvedTicket ticket) => ticket.ConsoleErrors.Any(e => e.Stack is not null)
        ? (ticket with { ConsoleErrors = Each(ticket.ConsoleErrors, e => e with { Stack = null }) }, "the stacks of console errors")
        : null;

    private static (ResolvedTicket, string)? Keep(ResolvedTicket ticket, int count)
    {
        if (Math.Max(Math.Max(ticket.ApiErrors.Count, ticket.ConsoleErrors.Count), Math.Max(ticket.Executions.Count, ticket.Exceptions.Count)) <= count)
        {
            return null;
        }

        var shorter = ticket with
        {
            ApiErrors = First(ticket.ApiErrors, count),
            ConsoleErrors = First(ticket.ConsoleErrors, count),
            Executions = First(ticket.Executions, count),
            Exceptions = First(ticket.Exceptions, count),
        };
        return (shorter, $"all but the first {count.ToString(CultureInfo.InvariantCulture)} of each kind of evidence");
    }

    private static (ResolvedTicket, string)? ShortStacks(ResolvedTicket ticket, int lines)
    {
        var shorter = Each(ticket.Exceptions, e => ShortStack(e, lines));
        return Enumerable.SequenceEqual(shorter, ticket.Exceptions)
            ? null
            : (ticket with { Exceptions = shorter }, $"stack frames beyond the first {lines.ToString(CultureInfo.InvariantCulture)}");
    }

    private static ExceptionDetails ShortStack(ExceptionDetails exception, int lines)
    {
        var frames = exception.StackTrace?.Split('\n') ?? [];
        var deep = exception.Inner.Count > 3 || exception.Inner.Any(i => !ReferenceEquals(i, ShortStack(i, lines)));
        return frames.Length <= lines && !deep
            ? exception
            : exception with
            {
                StackTrace = exception.StackTrace is null ? null : string.Join('\n', frames.Take(lines)),
                Inner = First(exception.Inner, 3).Select(i => ShortStack(i, lines)).ToArray(),
            };
    }

    private static (ResolvedTicket, string)? ShortTexts(ResolvedTicket ticket, int description, int message) =>
    (
        ticket with
        {
            Description = Cut(ticket.Description, description),
            ApiErrors = Each(ticket.ApiErrors, e => e with { Message = Cut(e.Message, message), Url = Cut(e.Url, message)! }),
            ConsoleErrors = Each(ticket.ConsoleErrors, e => e with { Message = Cut(e.Message, message)!, Source = Cut(e.Source, message) }),
            Exceptions = Each(ticket.Exceptions, e => ShortMessage(e, message)),
            UserIds = First(ticket.UserIds, 3).Select(u => Cut(u, message)!).ToArray(),
            Redactions = First(ticket.Redactions, 20),
            Facts = Each(ticket.Facts, f => f with { Value = Cut(f.Value, message) }),
            Scopes = First(ticket.Scopes, 5).Select(s => Cut(s, message)!).ToArray(),
        },
        $"the ends of long texts (description {description.ToString(CultureInfo.InvariantCulture)}, messages {message.ToString(CultureInfo.InvariantCulture)} characters)"
    );

    private static ExceptionDetails ShortMessage(ExceptionDetails exception, int length) =>
        exception with { Message = Cut(exception.Message, length)!, StackTrace = Cut(exception.StackTrace, length * 8), Inner = [] };

    private static string? Cut(string? text, int length)
    {
        if (text is null || text.Length <= length)
        {
            return text;
        }

        var end = char.IsHighSurrogate(text[length - 1]) ? length - 1 : length;
        return string.Concat(text.AsSpan(0, end), "…");
    }

    private static T[] Each<T>(IReadOnlyList<T> items, Func<T, T> change) => items.Select(change).ToArray();

    private static IReadOnlyList<T> Last<T>(IReadOnlyList<T> items, int count) => items.Count <= count ? items : items.Skip(items.Count - count).ToArray();

    private static IReadOnlyList<T> First<T>(IReadOnlyList<T> items, int count) => items.Count <= count ? items : items.Take(count).ToArray();
}

using System.Globalization;

namespace SupportSdk.Rendering;

/// <summary>The order in which a ticket gives way when it is larger than a channel allows: what support can do without goes first; summary, id, times and the user stay.</summary>
internal static class TicketShrinker
{
    private const int NamesListed = 5;
    private const int NameLength = 60;

    // What is said of the files costs bytes too.
    private const int NoteBytes = 2_048;

    /// <summary>One step, which is told how many bytes are too many. It gives the smaller content and what to say of it; null where it would change nothing.</summary>
    public delegate (TicketContent Content, string Note)? Step(TicketContent content, long excess);

    /// <summary>The steps, in their order; each is taken once. The last leaves what fits the smallest budget whatever the ticket was.</summary>
    public static IReadOnlyList<Step> Steps { get; } =
    [
        LargestAttachments,
        LargestAttachments,
        (content, _) => LargestAttachments(content, long.MaxValue / 2),
        (content, _) => ShortTimeline(content, 40),
        WithoutExcerpts,
        WithoutConsoleStacks,
        (content, _) => ShortStacks(content, 30),
        (content, _) => Keep(content, 20),
        (content, _) => ShortTimeline(content, 0),
        (content, _) => Keep(content, 5),
        (content, _) => ShortStacks(content, 8),
        (content, _) => ShortTexts(content, 2_000, 300),
        (content, _) => Keep(content, 2),
        (content, _) => ShortTexts(content, 500, 100),
        (content, _) => Keep(content, 1),
        (content, _) => ShortTexts(content, 200, NameLength),
        WithoutEvidence,
    ];

    private static (TicketContent, string)? LargestAttachments(TicketContent content, long excess)
    {
        var gone = new List<TicketAttachment>();
        var left = excess + NoteBytes;
        foreach (var attachment in content.Ticket.Attachments.OrderByDescending(a => a.Content.Length).TakeWhile(_ => left > 0))
        {
            gone.Add(attachment);
            left -= attachment.Content.Length;
        }

        if (gone.Count == 0)
        {
            return null;
        }

        var kept = content.Ticket.Attachments.Where(a => !gone.Exists(g => ReferenceEquals(g, a))).ToArray();
        return (content with { Ticket = content.Ticket with { Attachments = kept } }, $"{(gone.Count == 1 ? "the attached file" : $"{Number(gone.Count)} attached files:")} {Names(gone)}");
    }

    private static string Names(List<TicketAttachment> files)
    {
        var names = files.Take(NamesListed).Select(f => $"{Name(f)} ({f.Content.Length.ToString("N0", CultureInfo.InvariantCulture)} bytes)");
        return string.Join(", ", names) + (files.Count > NamesListed ? $" and {Number(files.Count - NamesListed)} more" : "");
    }

    private static string Name(TicketAttachment file) =>
        file.FileName.Length <= NameLength ? file.FileName : file.FileName[..(char.IsHighSurrogate(file.FileName[NameLength - 2]) ? NameLength - 2 : NameLength - 1)] + "…";

    // The end of the timeline is nearest to the failure.
    private static (TicketContent, string)? ShortTimeline(TicketContent content, int count) => content.Ticket.Calls.Count > count || content.Ticket.Logs.Count > count
        ? (content with { Ticket = content.Ticket with { Calls = Last(content.Ticket.Calls, count), Logs = Last(content.Ticket.Logs, count) } },
            count == 0 ? "the timeline" : $"all but the last {Number(count)} calls and log messages of the timeline")
        : null;

    private static (TicketContent, string)? WithoutExcerpts(TicketContent content, long excess) => content.Ticket.ApiErrors.Any(e => (e.BodyExcerpt ?? e.RequestHeaders ?? e.ResponseHeaders) is not null)
        ? (content with { Ticket = content.Ticket with { ApiErrors = Each(content.Ticket.ApiErrors, e => e with { BodyExcerpt = null, RequestHeaders = null, ResponseHeaders = null }) } }, "the excerpts and headers of responses")
        : null;

    private static (TicketContent, string)? WithoutConsoleStacks(TicketContent content, long excess) => content.Ticket.ConsoleErrors.Any(e => e.Stack is not null)
        ? (content with { Ticket = content.Ticket with { ConsoleErrors = Each(content.Ticket.ConsoleErrors, e => e with { Stack = null }) } }, "the stacks of console errors")
        : null;

    private static (TicketContent, string)? ShortStacks(TicketContent content, int lines)
    {
        var shorter = Each(content.Ticket.Exceptions, e => ShortStack(e, lines));
        return shorter.SequenceEqual(content.Ticket.Exceptions, ReferenceEqualityComparer.Instance)
            ? null
            : (content with { Ticket = content.Ticket with { Exceptions = shorter } }, $"stack frames beyond the first {Number(lines)}, and inner exceptions beyond the first 3");
    }

    private static ExceptionDetails ShortStack(ExceptionDetails exception, int lines)
    {
        var frames = exception.StackTrace?.Split('\n') ?? [];
        var inner = First(exception.Inner, 3).Select(i => ShortStack(i, lines)).ToArray();
        return frames.Length <= lines && inner.SequenceEqual(exception.Inner, ReferenceEqualityComparer.Instance)
            ? exception
            : exception with { StackTrace = exception.StackTrace is null ? null : string.Join('\n', frames.Take(lines)), Inner = inner };
    }

    private static (TicketContent, string)? Keep(TicketContent content, int count)
    {
        var (ticket, incidents) = (content.Ticket, content.Decisions.Incidents);
        int[] counts =
        [
            ticket.ApiErrors.Count, ticket.ConsoleErrors.Count, ticket.Executions.Count, ticket.FailedExecutions.Count, ticket.Exceptions.Count, ticket.UserIds.Count, ticket.Scopes.Count,
            ticket.Redactions.Count, ticket.Dropped.Count, incidents.Count, incidents.Select(i => i.Components.Count).DefaultIfEmpty().Max(),
        ];
        if (counts.Max() <= count)
        {
            return null;
        }

        var shorter = new TicketContent(
            ticket with
            {
                ApiErrors = First(ticket.ApiErrors, count),
                ConsoleErrors = First(ticket.ConsoleErrors, count),
                Executions = First(ticket.Executions, count),
                FailedExecutions = First(ticket.FailedExecutions, count),
                Exceptions = First(ticket.Exceptions, count),
                UserIds = First(ticket.UserIds, count),
                Scopes = First(ticket.Scopes, count),
                Redactions = First(ticket.Redactions, count),
                Dropped = ticket.Dropped.Take(count).ToDictionary(),
            },
            content.Decisions with { Incidents = First(incidents, count).Select(i => i with { Components = First(i.Components, count) }).ToArray() });
        return (shorter, $"all but the first {Number(count)} of each kind of evidence");
    }

    private static (TicketContent, string)? ShortTexts(TicketContent content, int description, int message) => new TextKnife(description, message).Apply(content) is { } shorter
        ? (shorter, $"the ends of long texts (description {Number(description)}, others {Number(message)} characters), and inner exceptions")
        : null;

    private static (TicketContent, string)? WithoutEvidence(TicketContent content, long excess) =>
    (
        new TicketContent(
            content.Ticket with
            {
                Description = null,
                Calls = [],
                Logs = [],
                ApiErrors = [],
                ConsoleErrors = [],
                Executions = [],
                FailedExecutions = [],
                Exceptions = [],
                Scopes = [],
                Redactions = [],
                Dropped = new Dictionary<string, long>(),
                UserIds = First(content.Ticket.UserIds, 1),
                Facts = First(content.Ticket.Facts, 1),
            },
            content.Decisions with { Incidents = [] }),
        "the description and all evidence but the time and the user"
    );

    private static string Number(int number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static T[] Each<T>(IReadOnlyList<T> items, Func<T, T> change) => items.Select(change).ToArray();

    private static IReadOnlyList<T> Last<T>(IReadOnlyList<T> items, int count) => items.Count <= count ? items : items.Skip(items.Count - count).ToArray();

    private static IReadOnlyList<T> First<T>(IReadOnlyList<T> items, int count) => items.Count <= count ? items : items.Take(count).ToArray();
}

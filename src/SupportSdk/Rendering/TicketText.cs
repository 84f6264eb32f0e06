using System.Globalization;
using System.Text;

namespace SupportSdk.Rendering;

/// <summary>The ticket as plain text: what support asks for comes first, in the support page's order.</summary>
internal static class TicketText
{
    private const int StackLines = 30;

    public static string Write(ResolvedTicket ticket, TicketDecisions decisions, IReadOnlyList<string> cut)
    {
        var text = new StringBuilder();
        Line(text, ticket.Summary);
        Line(text, "");
        Asked(text, ticket, decisions);
        Request(text, ticket, decisions);
        Section(text, "Description", ticket.Description is null ? [] : [ticket.Description]);
        Section(text, "Exceptions", ticket.Exceptions.SelectMany(e => ExceptionLines(e, "")));
        Section(text, "Responses of failed requests", ticket.ApiErrors.Select(TicketLines.Response).OfType<string>());
        Section(text, "Failed executions of this user found in Task History", ticket.FailedExecutions.Select(TicketLines.Execution));
        Section(text, "Timeline", TicketTimeline.Lines(ticket));
        Section(text, "Surroundings", ticket.Facts.Select(TicketLines.Fact));
        Section(text, "Open incidents on the status page", decisions.Incidents.Select(TicketLines.Incident));
        Section(text, "Attached files", ticket.Attachments.Select(TicketLines.Attachment));
        Section(text, "Cut so that this message fits", cut);
        Section(text, "Masked before anything was kept", ticket.Redactions.Select(TicketLines.Redaction));
        Section(text, "Seen but not kept", ticket.Dropped.Select(TicketLines.Dropped));
        return text.ToString();
    }

    private static void Asked(StringBuilder text, ResolvedTicket ticket, TicketDecisions decisions)
    {
        Line(text, "WHAT SUPPORT ASKS FOR");
        foreach (var item in decisions.Items)
        {
            Line(text, $"{item.Number}. {item.Title}");
            foreach (var value in item.State == DiagnosticItemState.Given ? TicketLines.Values(item, ticket) : [TicketLines.State(item)])
            {
                Indented(text, value);
            }
        }

        Line(text, "");
    }

    private static void Request(StringBuilder text, ResolvedTicket ticket, TicketDecisions decisions)
    {
        Line(text, "TICKET");
        Indented(text, $"Reference    {ticket.Id}");
        Indented(text, $"Priority     {decisions.Classification.Priority} requested: {decisions.Classification.Reason}");
        Indented(text, $"Response by  {TicketLines.Response(decisions.Response)}");
        Indented(text, $"Impact       {ticket.Impact} in {ticket.Environment}{(ticket.WorkaroundAvailable ? ", a workaround is known" : "")}");
        Indented(text, $"Level        {ticket.Level}{(ticket.ProjectId is null ? "" : $", project {ticket.ProjectId}")}");
        Indented(text, $"Submitted    {TicketLines.Instant(ticket.SubmittedAt)}{(ticket.FromCrash ? ", written while the app crashed" : "")}");
        Indented(text, $"Status page  {decisions.StatusLine}");
        if (decisions.HistoryLine is { } history)
        {
            Indented(text, $"Task History {history}");
        }

        if (ticket.Contact is { } contact)
        {
            Indented(text, $"Contact      {contact.Name} <{contact.Email}>");
        }

        Line(text, "");
    }

    private static IEnumerable<string> ExceptionLines(ExceptionDetails exception, string indent)
    {
        yield return $"{indent}{exception.Type}: {exception.Message} [{TicketLines.Instant(exception.OccurredAt)}]";
        foreach (var (name, value) in exception.Data)
        {
            yield return $"{indent}   {name}: {value.ReplaceLineEndings($"\n{indent}     ")}";
        }

        var frames = exception.StackTrace?.Split('\n') ?? [];
        foreach (var frame in frames.Take(StackLines))
        {
            yield return indent + frame.TrimEnd('\r');
        }

        if (frames.Length > StackLines)
        {
            yield return $"{indent}   ({(frames.Length - StackLines).ToString(CultureInfo.InvariantCulture)} more frames in diagnostics.json)";
        }

        foreach (var line in exception.Inner.SelectMany(inner => ExceptionLines(inner, indent + "  ")))
        {
            yield return line;
        }
    }

    private static void Section(StringBuilder text, string title, IEnumerable<string> lines)
    {
        var any = false;
        foreach (var line in lines)
        {
            if (!any)
            {
                Line(text, title.ToUpperInvariant());
                any = true;
            }

            Line(text, "   " + line.ReplaceLineEndings("\n   "));
        }

        if (any)
        {
            Line(text, "");
        }
    }

    // Further lines of a value stand deeper, so that none of them can pass for a value or a heading of the ticket's own.
    private static void Indented(StringBuilder text, string value) => Line(text, "   " + value.ReplaceLineEndings("\n     "));

    // One kind of line end, so that the same ticket has the same bytes on every system.
    private static void Line(StringBuilder text, string line) => text.Append(line).Append('\n');
}

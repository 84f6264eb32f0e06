using System.Globalization;
using System.Net;
using System.Text;

namespace SupportSdk.Rendering;

/// <summary>The ticket as HTML for mail readers: inline styles, no script, nothing fetched, everything escaped.</summary>
internal static class TicketHtml
{
    private const string Cell = "padding:6px 10px;border-bottom:1px solid #d8dee4;vertical-align:top;text-align:left";
    private const int LinksItem = 2;
    private const string Mono = "font-family:ui-monospace,Consolas,monospace;font-size:12px;white-space:pre-wrap;overflow-wrap:anywhere";

    public static string Write(ResolvedTicket ticket, TicketDecisions decisions, IReadOnlyList<string> cut)
    {
        var html = new StringBuilder();
        html.Append("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>").Append(Escape(ticket.Summary))
            .Append("</title></head>\n<body style=\"font-family:system-ui,Segoe UI,sans-serif;font-size:14px;color:#1f2328;background:#ffffff;max-width:860px;margin:16px\">\n");
        Heading(html, ticket, decisions);
        Asked(html, ticket, decisions);
        Request(html, ticket, decisions);
        Section(html, "Description", ticket.Description is null ? [] : [ticket.Description]);
        Section(html, "Exceptions", ticket.Exceptions.Select(e => ExceptionText(e, "")));
        Section(html, "Responses of failed requests", ticket.ApiErrors.Select(TicketLines.Response).OfType<string>());
        Section(html, "Failed executions of this user found in Task History", ticket.FailedExecutions.Select(TicketLines.Execution));
        Section(html, "Timeline", [string.Join("\n", TicketTimeline.Lines(ticket))]);
        Section(html, "Surroundings", string.Join('\n', ticket.Facts.Select(TicketLines.Fact)) is { Length: > 0 } facts ? [facts] : []);
        Section(html, "Open incidents on the status page", decisions.Incidents.Select(TicketLines.Incident));
        Section(html, "Attached files", ticket.Attachments.Select(TicketLines.Attachment), "\n");
        Section(html, "Cut so that this message fits", cut, "\n");
        Section(html, "Masked before anything was kept", ticket.Redactions.Select(TicketLines.Redaction), "\n");
        Section(html, "Seen but not kept", ticket.Dropped.Select(TicketLines.Dropped), "\n");
        return html.Append("</body></html>\n").ToString();
    }

    private static void Heading(StringBuilder html, ResolvedTicket ticket, TicketDecisions decisions) => html
        .Append("<h1 style=\"font-size:20px;margin:0 0 4px\">").Append(Escape(ticket.Summary)).Append("</h1>\n")
        .Append("<p style=\"margin:0 0 16px;color:#59636e\">").Append(decisions.Classification.Priority)
        .Append(" &middot; reference <strong>").Append(Escape(ticket.Id.ToString())).Append("</strong></p>\n");

    private static void Asked(StringBuilder html, ResolvedTicket ticket, TicketDecisions decisions)
    {
        Title(html, "What support asks for");
        html.Append("<table style=\"border-collapse:collapse;width:100%\">\n");
        foreach (var item in decisions.Items)
        {
            var given = item.State == DiagnosticItemState.Given;
            var values = given ? TicketLines.Values(item, ticket).Select(value => Value(item, value)) : [Escape(TicketLines.State(item))];
            Row(html, $"{item.Number}. {item.Title}", $"<span style=\"{(given ? Mono : "color:#9a6700")}\">{string.Join("<br>", values)}</span>");
        }

        html.Append("</table>\n");
    }

    private static void Request(StringBuilder html, ResolvedTicket ticket, TicketDecisions decisions)
    {
        Title(html, "Ticket");
        html.Append("<table style=\"border-collapse:collapse;width:100%\">\n");
        Row(html, "Priority", Escape($"{decisions.Classification.Priority} requested: {decisions.Classification.Reason}"));
        Row(html, "Response by", Escape(TicketLines.Response(decisions.Response)));
        Row(html, "Impact", Escape($"{ticket.Impact} in {ticket.Environment}{(ticket.WorkaroundAvailable ? ", a workaround is known" : "")}"));
        Row(html, "Level", Escape($"{ticket.Level}{(ticket.ProjectId is null ? "" : $", project {ticket.ProjectId}")}"));
        Row(html, "Submitted", Escape(TicketLines.Instant(ticket.SubmittedAt) + (ticket.FromCrash ? ", written while the app crashed" : "")));
        Row(html, "Status page", Escape(decisions.StatusLine));
        if (decisions.HistoryLine is { } history)
        {
            Row(html, "Task History", Escape(history));
        }

        if (ticket.Contact is { } contact)
        {
            Row(html, "Contact", Escape($"{contact.Name} <{contact.Email}>"));
        }

        html.Append("</table>\n");
    }

    private static string ExceptionText(ExceptionDetails exception, string indent)
    {
        var inner = string.Concat(exception.Inner.Select(i => "\n" + ExceptionText(i, indent + "  ")));
        var data = string.Concat(exception.Data.Select(d => $"{indent}   {d.Key}: {d.Value}\n"));
        return $"{indent}{exception.Type}: {exception.Message}\n{data}{exception.StackTrace}{inner}";
    }

    private static string Value(DiagnosticItem item, string value) => item.Number == LinksItem && Uri.TryCreate(value, UriKind.Absolute, out var address)
        ? $"<a href=\"{Escape(address.AbsoluteUri)}\">{Escape(value)}</a>"
        : Escape(value);

    private static void Section(StringBuilder html, string title, IEnumerable<string> texts, string between = "\n\n")
    {
        var joined = string.Join(between, texts);
        if (joined.Length > 0)
        {
            Title(html, title);
            html.Append("<pre style=\"").Append(Mono).Append(";background:#f6f8fa;padding:10px;border-radius:6px;margin:0\">").Append(Escape(joined)).Append("</pre>\n");
        }
    }

    private static void Title(StringBuilder html, string title) =>
        html.Append(CultureInfo.InvariantCulture, $"<h2 style=\"font-size:15px;margin:20px 0 6px\">{Escape(title)}</h2>\n");

    private static void Row(StringBuilder html, string name, string valueHtml) =>
        html.Append(CultureInfo.InvariantCulture, $"<tr><th style=\"{Cell};width:210px;font-weight:600\">{Escape(name)}</th><td style=\"{Cell}\">{valueHtml}</td></tr>\n");

    // One kind of line end, so that the same ticket has the same bytes on every system.
    private static string Escape(string text) => WebUtility.HtmlEncode(text.ReplaceLineEndings("\n"));
}

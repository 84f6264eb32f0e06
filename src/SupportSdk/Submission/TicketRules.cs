using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Mail;
using System.Text;
using SupportSdk.Redaction;

namespace SupportSdk.Submission;

/// <summary>What makes a ticket one that cannot be sent. All problems are found at once, each named with its property and the way out.</summary>
internal static class TicketRules
{
    private const int MaxSummary = 200;
    private const int MaxAddress = 254; // RFC 5321 with erratum 1690
    private const int MaxFileName = 200;

    // The first OPM-style calendar year of the policy; no issue of Paragon's is older.
    private static readonly DateTimeOffset Earliest = new(1971, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static IReadOnlyList<string> Problems(SupportTicket ticket, TicketDiagnostics? captured, DateTimeOffset now, int maxAttachmentBytes) =>
    [
        .. Summary(ticket.Summary),
        .. Enums(ticket),
        .. OccurredAt(ticket, now),
        .. Lists(ticket),
        .. Lists(captured),
        .. (ticket.Attachments ?? []).SelectMany((attachment, i) => Attachment(attachment, i, maxAttachmentBytes)),
        .. Contact(ticket.Contact),
    ];

    private static IEnumerable<string> Summary(string? summary)
    {
        if (string.IsNullOrWhiteSpace(summary is null ? null : PlainText.Clean(summary)))
        {
            yield return "Summary is blank: say in one line what is wrong.";
            yield break;
        }

        if (summary!.Length > MaxSummary)
        {
            yield return $"Summary has {Number(summary.Length)} characters, at most {Number(MaxSummary)} are allowed: put the rest into Description.";
        }

        if (summary.AsSpan().IndexOfAny("\r\n\u0085\u2028\u2029") >= 0)
        {
            yield return "Summary has several lines: keep the first and put the rest into Description.";
        }
    }

    private static IEnumerable<string> Enums(SupportTicket ticket)
    {
        if (!Enum.IsDefined(ticket.Impact))
        {
            yield return $"Impact {(int)ticket.Impact} is not a TicketImpact.";
        }

        if (ticket.Environment is { } environment && !Enum.IsDefined(environment))
        {
            yield return $"Environment {(int)environment} is not a DeploymentEnvironment.";
        }

        if (ticket.RequestedPriority is { } priority && !Enum.IsDefined(priority))
        {
            yield return $"RequestedPriority {(int)priority} is not a TicketPriority.";
        }
    }

    private static IEnumerable<string> OccurredAt(SupportTicket ticket, DateTimeOffset now)
    {
        if (ticket.OccurredAt is not { } at || at == ticket.CaughtAt)
        {
            yield break; // The time of a catch is the SDK's own, by the machine's clock; the client may have another.
        }

        if (at < Earliest)
        {
            yield return $"OccurredAt {Iso(at)} is impossible: leave it out where the time is not known.";
        }
        else if (!IsPossible(at, now))
        {
            yield return $"OccurredAt {Iso(at)} is more than a day ahead of this machine's clock ({Iso(now)}): check the time and its offset.";
        }
    }

    private static IEnumerable<string> Lists(SupportTicket ticket) => Nulls(
        (nameof(ticket.Executions), ticket.Executions), (nameof(ticket.ApiErrors), ticket.ApiErrors),
        (nameof(ticket.ConsoleErrors), ticket.ConsoleErrors), (nameof(ticket.Attachments), ticket.Attachments));

    private static IEnumerable<string> Lists(TicketDiagnostics? captured) => captured is null ? [] : Nulls(
        ("Diagnostics.Scopes", captured.Scopes), ("Diagnostics.UserIds", captured.UserIds), ("Diagnostics.Executions", captured.Executions),
        ("Diagnostics.ApiErrors", captured.ApiErrors), ("Diagnostics.ConsoleErrors", captured.ConsoleErrors),
        ("Diagnostics.Exceptions", captured.Exceptions), ("Diagnostics.Calls", captured.Calls), ("Diagnostics.Logs", captured.Logs),
        ("Diagnostics.Redactions", captured.Redactions), ("Diagnostics.Dropped", captured.Dropped?.Keys));

    private static IEnumerable<string> Nulls(params (string Name, IEnumerable<object?>? Items)[] lists) => lists
        .Where(list => list.Items is null || list.Items.Contains(null))
        .Select(list => $"{list.Name} {(list.Items is null ? "is null" : "holds a null")}: leave it out, or give a list without nulls.");

    private static IEnumerable<string> Attachment(TicketAttachment? attachment, int index, int maxBytes)
    {
        if (attachment is null)
        {
            yield break;
        }

        var place = $"Attachments[{Number(index)}]";
        if (!IsFileName(attachment.FileName))
        {
            yield return $"{place}.FileName must be a file's name without a folder, of at most {Number(MaxFileName)} characters.";
        }

        if (MediaTypeOf(attachment) is null)
        {
            yield return $"{place}.ContentType must be a media type such as image/png.";
        }

        if (attachment.Content.Length > maxBytes)
        {
            yield return $"{place} has {Number(attachment.Content.Length)} bytes, at most {Number(maxBytes)} are allowed (SupportOptions.MaxAttachmentBytes).";
        }
    }

    private static IEnumerable<string> Contact(TicketContact? contact)
    {
        if (contact is not null && !IsAddress(contact.Email))
        {
            yield return "Contact.Email is not an e-mail address.";
        }
    }

    /// <summary>Whether an issue can have occurred at this time: not before the policy's first year, and at most a day ahead of the clock.</summary>
    public static bool IsPossible(DateTimeOffset at, DateTimeOffset now) => at >= Earliest && (at <= now || at - now <= TimeSpan.FromDays(1));

    /// <summary>The attachment's media type as it is sent: without parameters, which may hold anything; null where it has none.</summary>
    public static string? MediaTypeOf(TicketAttachment attachment) =>
        MediaTypeHeaderValue.TryParse(attachment.ContentType, out var type) && type.MediaType is { Length: <= MaxFileName } name && Ascii.IsValid(name) ? name : null;

    public static bool IsAddress(string? text) =>
        text is { Length: <= MaxAddress } && PlainText.CleanLine(text) == text && MailAddress.TryCreate(text, out var address) && address.Address == text;

    // Marks of direction and control characters are removed before it is sent: what is left must still be a name.
    private static bool IsFileName(string? name) =>
        name is { Length: <= MaxFileName } && PlainText.CleanLine(name).Trim() is { Length: > 0 } and not ("." or "..") && name.AsSpan().IndexOfAny("/\\\r\n") < 0;

    private static string Number(int number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static string Iso(DateTimeOffset at) => at.ToString("o", CultureInfo.InvariantCulture);
}

using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Mail;

namespace SupportSdk.Submission;

/// <summary>What makes a ticket one that cannot be sent. All problems are found at once, each named with its property and the way out.</summary>
internal static class TicketRules
{
    private const int MaxSummary = 200;

    // The first OPM-style calendar year of the policy; no issue of Paragon's is older.
    private static readonly DateTimeOffset Earliest = new(1971, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static IReadOnlyList<string> Problems(SupportTicket ticket, DateTimeOffset now, int maxAttachmentBytes) =>
    [
        .. Summary(ticket.Summary),
        .. Enums(ticket),
        .. OccurredAt(ticket.OccurredAt, now),
        .. Lists(ticket),
        .. (ticket.Attachments ?? []).SelectMany((attachment, i) => Attachment(attachment, i, maxAttachmentBytes)),
        .. Contact(ticket.Contact),
    ];

    private static IEnumerable<string> Summary(string? summary)
    {
        if (string.IsNullOrWhiteSpace(summary))
        {
            yield return "Summary is blank: say in one line what is wrong.";
            yield break;
        }

        if (summary.Length > MaxSummary)
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

    private static IEnumerable<string> OccurredAt(DateTimeOffset? occurredAt, DateTimeOffset now)
    {
        if (occurredAt is not { } at)
        {
            yield break;
        }

        if (at < Earliest)
        {
            yield return $"OccurredAt {Iso(at)} is impossible: leave it out where the time is not known.";
        }
        else if (at > now && at - now > TimeSpan.FromDays(1))
        {
            yield return $"OccurredAt {Iso(at)} is more than a day ahead of this machine's clock ({Iso(now)}): check the time and its offset.";
        }
    }

    private static IEnumerable<string> Lists(SupportTicket ticket)
    {
        foreach (var (name, items) in new (string, IEnumerable<object?>?)[]
                 {
                     (nameof(ticket.Executions), ticket.Executions), (nameof(ticket.ApiErrors), ticket.ApiErrors),
                     (nameof(ticket.ConsoleErrors), ticket.ConsoleErrors), (nameof(ticket.Attachments), ticket.Attachments),
                 })
        {
            if (items is null || items.Contains(null))
            {
                yield return $"{name} {(items is null ? "is null" : "holds a null")}: leave it out, or give a list without nulls.";
            }
        }
    }

    private static IEnumerable<string> Attachment(TicketAttachment? attachment, int index, int maxBytes)
    {
        if (attachment is null)
        {
            yield break;
        }

        var place = $"Attachments[{Number(index)}]";
        if (string.IsNullOrWhiteSpace(attachment.FileName) || attachment.FileName.AsSpan().IndexOfAny("/\\\r\n") >= 0 || attachment.FileName is "." or "..")
        {
            yield return $"{place}.FileName must be a file's name without a folder.";
        }

        if (!MediaTypeHeaderValue.TryParse(attachment.ContentType, out _))
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

    public static bool IsAddress(string? text) =>
        text is not null && text.AsSpan().IndexOfAny("\r\n") < 0 && MailAddress.TryCreate(text, out var address) && address.Address == text;

    private static string Number(int number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static string Iso(DateTimeOffset at) => at.ToString("o", CultureInfo.InvariantCulture);
}

using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace SupportSdk.Rendering;

/// <summary>Makes the exact bytes of a ticket, within a size budget.</summary>
internal static class TicketRenderer
{
    /// <summary>The smallest budget that a ticket always fits, in bytes.</summary>
    public const int SmallestBudget = 64 * 1024;

    public static FrozenTicket Freeze(ResolvedTicket ticket, TicketDecisions decisions, int maxBytes)
    {
        var (message, cut) = Fit(new TicketContent(ticket, decisions), maxBytes);
        return new FrozenTicket
        {
            Message = message,
            Sha256 = Hash(message),
            Classification = decisions.Classification,
            Response = decisions.Response,
            Missing = decisions.Missing,
            Redactions = ticket.Redactions,
            RelatedIncidents = decisions.Incidents,
            HeldFor = decisions.HeldFor,
            Cut = cut,
        };
    }

    /// <summary>SHA-256 over everything that a channel sends, each part with its length, so that no byte can move from one part to another.</summary>
    public static string Hash(TicketMessage message)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Add(hash, message.Id.ToString(), message.Subject, message.Text, message.Html, message.Priority.ToString(), message.SubmittedAt.ToString("O", CultureInfo.InvariantCulture));
        Add(hash, message.Json.Span);
        Add(hash, message.Contact is null ? [] : [message.Contact.Name, message.Contact.Email]);
        foreach (var attachment in message.Attachments)
        {
            Add(hash, attachment.FileName, attachment.ContentType);
            Add(hash, attachment.Content.Span);
        }

        return Convert.ToHexString(hash.GetHashAndReset()).ToLowerInvariant();
    }

    private static (TicketMessage Message, IReadOnlyList<string> Cut) Fit(TicketContent content, int maxBytes)
    {
        var cut = new List<string>();
        foreach (var step in TicketShrinker.Steps)
        {
            var excess = content.LeastBytes - maxBytes;
            if (excess <= 0)
            {
                var message = Render(content, cut);
                excess = SizeOf(message) - maxBytes;
                if (excess <= 0)
                {
                    return (message, cut);
                }
            }

            if (step(content, excess) is { } smaller)
            {
                content = smaller.Content;
                cut.Add(smaller.Note);
            }
        }

        return (Render(content, cut), cut);
    }

    private static TicketMessage Render(TicketContent content, IReadOnlyList<string> cut)
    {
        var (ticket, decisions) = content;
        return new TicketMessage
        {
            Id = ticket.Id,
            Subject = TicketSubject.Of(ticket, decisions.Classification.Priority),
            Text = TicketText.Write(ticket, decisions, cut),
            Html = TicketHtml.Write(ticket, decisions, cut),
            Json = TicketDocument.Write(ticket, decisions, cut),
            Attachments = ticket.Attachments,
            Priority = decisions.Classification.Priority,
            SubmittedAt = ticket.SubmittedAt,
            Contact = ticket.Contact,
        };
    }

    private static long SizeOf(TicketMessage message) =>
        Encoding.UTF8.GetByteCount(message.Text) + (long)Encoding.UTF8.GetByteCount(message.Html) + message.Json.Length + message.Attachments.Sum(a => (long)a.Content.Length);

    // The number of texts goes first, so that no two lists of texts read the same.
    private static void Add(IncrementalHash hash, params ReadOnlySpan<string> texts)
    {
        hash.AppendData(BitConverter.GetBytes((long)texts.Length));
        foreach (var text in texts)
        {
            Add(hash, Encoding.UTF8.GetBytes(text));
        }
    }

    private static void Add(IncrementalHash hash, ReadOnlySpan<byte> part)
    {
        hash.AppendData(BitConverter.GetBytes((long)part.Length));
        hash.AppendData(part);
    }
}

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
        var cut = new List<string>();
        var (message, size) = Render(ticket, decisions, cut);
        foreach (var step in TicketShrinker.StepsFor(ticket))
        {
            if (size > maxBytes && step(ticket) is { } smaller)
            {
                ticket = smaller.Ticket;
                cut.Add(smaller.Note);
                (message, size) = Render(ticket, decisions, cut);
            }
        }

        return new FrozenTicket
        {
            Message = message,
            Sha256 = Hash(message),
            Classification = decisions.Classification,
            Response = decisions.Response,
            Missing = decisions.Missing,
            Redactions = ticket.Redactions,
            RelatedIncidents = decisions.Incidents,
            FailedExecutions = ticket.FailedExecutions,
            HeldFor = decisions.HeldFor,
        };
    }

    /// <summary>SHA-256 over every part with its length, so that no byte can move from one part to another.</summary>
    public static string Hash(TicketMessage message)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Add(hash, Encoding.UTF8.GetBytes(message.Text));
        Add(hash, Encoding.UTF8.GetBytes(message.Html));
        Add(hash, message.Json.Span);
        foreach (var attachment in message.Attachments)
        {
            Add(hash, Encoding.UTF8.GetBytes(attachment.FileName));
            Add(hash, attachment.Content.Span);
        }

        return Convert.ToHexString(hash.GetHashAndReset()).ToLowerInvariant();
    }

    private static (TicketMessage Message, long Size) Render(ResolvedTicket ticket, TicketDecisions decisions, IReadOnlyList<string> cut)
    {
        var message = new TicketMessage
        {
            Id = ticket.Id,
            Subject = TicketSubject.Of(ticket, decisions.Classification.Priority),
            Text = TicketText.Write(ticket, decisions, cut),
            Html = TicketHtml.Write(ticket, decisions, cut),
            Json = TicketDocument.Write(ticket, decisions, cut.ToArray()),
            Attachments = ticket.Attachments,
            Priority = decisions.Classification.Priority,
            SubmittedAt = ticket.SubmittedAt,
            Contact = ticket.Contact,
        };
        var size = Encoding.UTF8.GetByteCount(message.Text) + (long)Encoding.UTF8.GetByteCount(message.Html) + message.Json.Length
                   + message.Attachments.Sum(a => (long)a.Content.Length);
        return (message, size);
    }

    private static void Add(IncrementalHash hash, ReadOnlySpan<byte> part)
    {
        hash.AppendData(BitConverter.GetBytes((long)part.Length));
        hash.AppendData(part);
    }
}

using System.Text;

namespace SupportSdk.Testing;

/// <summary>Assertions about submitted tickets, for any test framework: a failed one throws <see cref="TicketAssertException"/>.</summary>
public static class TicketAssert
{
    /// <summary>The ticket has all that support asks for.</summary>
    /// <param name="ticket">The ticket.</param>
    /// <exception cref="TicketAssertException">Diagnostics are missing; each is named with why support wants it and how to supply it.</exception>
    public static void IsComplete(SubmittedTicket ticket)
    {
        ArgumentNullException.ThrowIfNull(ticket);
        IsComplete(ticket.Receipt);
    }

    /// <summary>The ticket of a receipt has all that support asks for.</summary>
    /// <param name="receipt">The receipt.</param>
    /// <exception cref="TicketAssertException">Diagnostics are missing; each is named with why support wants it and how to supply it.</exception>
    public static void IsComplete(TicketReceipt receipt)
    {
        ArgumentNullException.ThrowIfNull(receipt);
        if (receipt.Missing.Count > 0)
        {
            throw new TicketAssertException($"The ticket lacks {string.Join("; ", receipt.Missing.Select(missing => $"{missing.Diagnostic}: {missing.Why} {missing.HowToSupply}"))}");
        }
    }

    /// <summary>What support would get holds a text, in the message or its machine-readable part.</summary>
    /// <param name="ticket">The ticket.</param>
    /// <param name="text">The text, compared by its characters.</param>
    /// <exception cref="TicketAssertException">No part holds it.</exception>
    public static void Holds(SubmittedTicket ticket, string text)
    {
        ArgumentException.ThrowIfNullOrEmpty(text);
        if (!Parts(ticket).Any(part => part.Text.Contains(text, StringComparison.Ordinal)))
        {
            throw new TicketAssertException($"No part of the ticket holds '{text}'.");
        }
    }

    /// <summary>What support would get holds none of the secrets: not in the subject, the texts, the machine-readable part or an attachment.</summary>
    /// <param name="ticket">The ticket.</param>
    /// <param name="secrets">The secrets as the app knows them; each is also looked for as it stands in JSON, HTML, a URL, and in Base64.</param>
    /// <exception cref="TicketAssertException">A part holds one; it is named by its place in the list, never shown.</exception>
    public static void HoldsNone(SubmittedTicket ticket, params IReadOnlyList<string> secrets)
    {
        ArgumentNullException.ThrowIfNull(secrets);
        var found =
            from part in Parts(ticket)
            from secret in secrets.Select((text, index) => (Text: text, Number: index + 1))
            where Forms(secret.Text).Any(form => part.Text.Contains(form, StringComparison.Ordinal))
            select $"secret {secret.Number} stands in {part.Name}";
        if (found.ToArray() is { Length: > 0 } leaks)
        {
            throw new TicketAssertException($"The ticket leaks: {string.Join("; ", leaks)}.");
        }
    }

    private static IEnumerable<(string Name, string Text)> Parts(SubmittedTicket ticket)
    {
        ArgumentNullException.ThrowIfNull(ticket);
        return ticket.Message is not { } message
            ? throw new TicketAssertException($"Nothing would have been sent: the outcome is {ticket.Receipt.Outcome}.")
            :
            [
                ("the subject", message.Subject),
                ("the text", message.Text),
                ("the HTML", message.Html),
                ("the JSON", Encoding.UTF8.GetString(message.Json.Span)),
                .. message.Attachments.Select(attachment => ($"the attachment {attachment.FileName}", Encoding.UTF8.GetString(attachment.Content.Span))),
            ];
    }

    private static IEnumerable<string> Forms(string secret)
    {
        ArgumentException.ThrowIfNullOrEmpty(secret);
        var base64 = Convert.ToBase64String(Encoding.UTF8.GetBytes(secret)).TrimEnd('=');
        return
        [
            secret, System.Text.Json.JsonEncodedText.Encode(secret).ToString(), System.Net.WebUtility.HtmlEncode(secret), Uri.EscapeDataString(secret),
            secret.Length < 6 ? secret : base64[..^(base64.Length % 4 == 0 ? 0 : 1)],
        ];
    }
}

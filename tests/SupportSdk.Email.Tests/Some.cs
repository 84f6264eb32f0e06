using System.Text;
using MimeKit;

namespace SupportSdk.Email.Tests;

/// <summary>Values that a test names only where they matter.</summary>
internal static class Some
{
    public const string MessageId = "lusab-babad-gutih@customer.example";

    public static EmailOptions Options(Action<EmailOptions>? change = null)
    {
        var options = new EmailOptions { Host = "smtp.customer.example", From = "app@customer.example" };
        change?.Invoke(options);
        return options;
    }

    public static TicketMessage Ticket() => new()
    {
        Id = TicketId.Parse("lusab-babad-gutih"),
        Subject = "[High] Orders do not sync (ref lusab-babad-gutih)",
        Text = "When: 2026-11-23\nWhat: it fails\r\n  trailing  \n\rümlaut 漢字 😀\n.\n..dots\n",
        Html = "<p>When: 2026-11-23</p>\n<p>ümlaut</p>\r\n",
        Json = "{\"schema\":1,\n\"text\":\"ümlaut\"}"u8.ToArray(),
        Priority = TicketPriority.High,
        SubmittedAt = new DateTimeOffset(2026, 11, 23, 14, 5, 9, 123, TimeSpan.FromHours(-8)),
        Contact = new TicketContact("Dana Field", "dana@customer.example"),
    };

    public static byte[] Bytes(this MimeMessage mail)
    {
        using var stream = new MemoryStream();
        mail.WriteTo(TicketMail.Format, stream);
        return stream.ToArray();
    }

    public static byte[] Mail(TicketMessage ticket, EmailOptions? options = null, string messageId = MessageId)
    {
        var fit = MailCut.Fit(new TicketMail(options ?? Options()), ticket, messageId, int.MaxValue);
        using var mail = fit.Mail!;
        return mail.Bytes();
    }

    public static TicketAttachment Attachment(string name, int size) => new(name, "text/plain", Encoding.ASCII.GetBytes(new string('x', size)));
}

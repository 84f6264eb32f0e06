using System.Text;
using MimeKit;

namespace SupportSdk.Email;

/// <summary>A ticket as a mail. The same ticket, Message-ID and cut give the same bytes, whenever they are made.</summary>
internal sealed class TicketMail(EmailOptions options)
{
    public const string DiagnosticsName = "diagnostics.json";

    private const string PlainText = "text/plain; charset=utf-8";

    /// <summary>Line ends as they travel, so that what is measured is what is sent.</summary>
    public static FormatOptions Format { get; } = new() { NewLineFormat = NewLineFormat.Dos };

    public MailboxAddress From => new(HeaderText.Clean(options.FromName, 100), HeaderText.ParseAddress(options.From) ?? "");

    public MailboxAddress To => new("", HeaderText.ParseAddress(options.To) ?? "");

    // From the parsed text and not MailboxAddress.Domain, which turns an international domain back from ASCII.
    public string MessageId(TicketMessage ticket) => ticket.Id + (HeaderText.ParseAddress(options.From) is { } address ? address[address.LastIndexOf('@')..] : "");

    public MimeMessage Create(TicketMessage ticket, string messageId, MailCut cut)
    {
        var mail = new MimeMessage([From], [To], HeaderText.Subject(ticket.Subject), Body(ticket, cut)) { Date = ticket.SubmittedAt, MessageId = messageId };
        if (ticket.Contact is { } contact && HeaderText.ParseAddress(contact.Email) is { } address)
            mail.ReplyTo.Add(new MailboxAddress(HeaderText.Clean(contact.Name, 100), address));
        if (ticket.Priority is TicketPriority.Urgent or TicketPriority.High)
        {
            mail.Headers.Add(HeaderId.Importance, "high");
            mail.Headers.Add(HeaderId.XPriority, "1");
        }

        if (options.MachineSent) mail.Headers.Add(HeaderId.AutoSubmitted, "auto-generated");
        return mail;
    }

    private static Multipart Body(TicketMessage ticket, MailCut cut)
    {
        var words = Container("alternative", ticket.Id);
        words.Add(Part(PlainText, Encoding.UTF8.GetBytes(ticket.Text)));
        if (!cut.Html) words.Add(Part("text/html; charset=utf-8", Encoding.UTF8.GetBytes(ticket.Html)));

        var body = Container("mixed", ticket.Id);
        body.Add(words);
        if (cut.Notice(ticket) is { } notice) body.Add(Part(PlainText, Encoding.UTF8.GetBytes(notice), MailCut.NoticeName));
        if (!cut.Diagnostics) body.Add(Part("application/json", ticket.Json, DiagnosticsName));
        for (var i = 0; i < ticket.Attachments.Count; i++)
        {
            var attachment = ticket.Attachments[i];
            if (!cut.Attachments.Contains(i)) body.Add(Part(MediaType(attachment.ContentType), attachment.Content, HeaderText.FileName(attachment.FileName, i + 1)));
        }

        return body;
    }

    // "=_" occurs neither in base64 nor in a header of ours, so no content can end a part.
    private static Multipart Container(string subtype, TicketId id) => new(subtype) { Boundary = $"=_{subtype}_{id}" };

    // Base64 throughout: it is the one encoding that keeps bare LF, lone CR and trailing spaces, so the decoded bytes are the previewed ones.
    private static MimePart Part(string mediaType, ReadOnlyMemory<byte> content, string? fileName = null)
    {
        var part = new MimePart(ContentType.Parse(mediaType))
        {
            Content = new MimeContent(new MemoryStream(content.ToArray(), writable: false)),
            ContentTransferEncoding = ContentEncoding.Base64,
        };
        if (fileName is not null)
        {
            part.ContentDisposition = new ContentDisposition(ContentDisposition.Attachment);
            part.FileName = fileName;
        }

        return part;
    }

    // multipart/* and message/* may not be base64 (RFC 2045 6.4); parameters other than the charset are dropped.
    private static string MediaType(string? text)
    {
        const string Unknown = "application/octet-stream";
        if (!ContentType.TryParse(HeaderText.Clean(text, 200), out var type) || type.MediaType is "multipart" or "message") return Unknown;
        if (!IsToken(type.MediaType) || !IsToken(type.MediaSubtype)) return Unknown;
        var charset = type.Parameters.TryGetValue("charset", out string? given) && IsToken(given) ? $"; charset={given}" : "";
        return $"{type.MediaType}/{type.MediaSubtype}{charset}".ToLowerInvariant();
    }

    private static bool IsToken(string text) => text is { Length: > 0 and <= 80 } && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '+' or '-' or '_');
}

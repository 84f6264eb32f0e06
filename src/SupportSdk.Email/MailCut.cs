using System.Globalization;
using System.Text;
using MimeKit;

namespace SupportSdk.Email;

/// <summary>
/// What a mail leaves out because it would exceed a limit. Whole parts go, in this order: attachments, the largest first; then
/// <c>diagnostics.json</c>; then the HTML. The text always goes, with a list of what was cut.
/// </summary>
internal sealed class MailCut
{
    public const string NoticeName = "what-was-cut.txt";

    // Base64 as it travels: lines of 72 characters with CRLF, each for 54 bytes.
    private const int LineBytes = 54;
    private const int LineLength = 74;
    private const int Overhead = 16 * 1024;
    private const int NamesListed = 20;

    // More than a part adds beside its whole lines, so that one step never cuts more attachments than needed.
    private const int PartOverhead = 4096;

    private readonly HashSet<int> _attachments = [];

    private MailCut(long limit) => Limit = limit;

    public long Limit { get; }

    public IReadOnlySet<int> Attachments => _attachments;

    public bool Diagnostics { get; private set; }

    public bool Html { get; private set; }

    /// <summary>What is said in the receipt; <see langword="null"/> where nothing was cut.</summary>
    public string? Note { get; private set; }

    /// <summary>
    /// How many bytes of text, HTML, JSON and attachments together always fit a mail of <paramref name="maxMessageBytes"/> as it travels:
    /// <c>(maxMessageBytes - 16 KiB) / 74 * 54</c>. The 16 KiB are for headers and part borders (up to five attachments with the longest
    /// names, some thirty with usual ones; beyond that parts are cut); 54 bytes travel as a base64 line of 74.
    /// </summary>
    public static int TicketBudget(int maxMessageBytes) => (maxMessageBytes - Overhead) / LineLength * LineBytes;

    /// <summary>The mail, cut as far as the limit demands; <see langword="null"/> where even its text exceeds the limit.</summary>
    public static (MimeMessage? Mail, MailCut Cut) Fit(TicketMail mails, TicketMessage ticket, string messageId, long limit)
    {
        var cut = new MailCut(limit);
        while (true)
        {
            var mail = mails.Create(ticket, messageId, cut);
            var excess = Measure(mail) - limit;
            if (excess <= 0)
            {
                cut.Note = cut.Summary(ticket);
                return (mail, cut);
            }

            mail.Dispose();
            if (!cut.Deepen(ticket, excess)) return (null, cut);
        }
    }

    public string? Notice(TicketMessage ticket)
    {
        var parts = Parts(ticket).ToList();
        if (parts.Count == 0) return null;

        var text = new StringBuilder("Left out of this mail, which may have ").Append(Bytes(Limit)).Append(":\r\n");
        foreach (var part in parts.Take(NamesListed)) text.Append("- ").Append(part).Append("\r\n");
        if (parts.Count > NamesListed) text.Append(CultureInfo.InvariantCulture, $"- and {parts.Count - NamesListed} more\r\n");
        return text.Append("The text of the ticket is complete. Ask the sender for the rest.\r\n").ToString();
    }

    private static long Measure(MimeMessage mail)
    {
        using var measure = new MimeKit.IO.MeasuringStream();
        mail.WriteTo(TicketMail.Format, measure);
        return measure.Length;
    }

    private static string Bytes(long count) => string.Create(CultureInfo.InvariantCulture, $"{count:N0} bytes");

    private string? Summary(TicketMessage ticket) =>
        Notice(ticket) is null ? null : $"To keep the mail within {Bytes(Limit)} it went without {string.Join(", ", Kinds())}; {NoticeName} in the mail lists it.";

    private IEnumerable<string> Kinds()
    {
        if (_attachments.Count > 0) yield return _attachments.Count == 1 ? "1 attachment" : string.Create(CultureInfo.InvariantCulture, $"{_attachments.Count} attachments");
        if (Diagnostics) yield return TicketMail.DiagnosticsName;
        if (Html) yield return "the HTML";
    }

    private IEnumerable<string> Parts(TicketMessage ticket)
    {
        foreach (var i in _attachments.Order())
            yield return $"attachment {HeaderText.FileName(ticket.Attachments[i].FileName, i + 1)}, {Bytes(ticket.Attachments[i].Content.Length)}";
        if (Diagnostics) yield return $"{TicketMail.DiagnosticsName}, {Bytes(ticket.Json.Length)}";
        if (Html) yield return $"the HTML version, {Bytes(Encoding.UTF8.GetByteCount(ticket.Html))}";
    }

    // Attachments go several at a time, so that a mail of thousands is measured a few times and not once for each.
    private bool Deepen(TicketMessage ticket, long excess)
    {
        var largestFirst = Enumerable.Range(0, ticket.Attachments.Count).Where(i => !_attachments.Contains(i))
            .OrderByDescending(i => ticket.Attachments[i].Content.Length).ToList();
        if (largestFirst.Count == 0)
        {
            if (Html) return false;
            (Diagnostics, Html) = (true, Diagnostics);
            return true;
        }

        foreach (var i in largestFirst)
        {
            if (excess <= 0) break;
            _attachments.Add(i);
            excess -= ((long)ticket.Attachments[i].Content.Length / LineBytes * LineLength) + PartOverhead;
        }

        return true;
    }
}

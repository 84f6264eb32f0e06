using System.Globalization;
using System.Text;
using MimeKit;

namespace SupportSdk.Email;

/// <summary>Makes text fit for a mail header: one line, no control characters or writing-direction marks, whole surrogate pairs, bounded.</summary>
internal static class HeaderText
{
    private const char NonBreakingHyphen = '\u2011';
    private const int MaxFileName = 100;

    public static string Clean(string? text, int maxLength)
    {
        var clean = new StringBuilder();
        foreach (var rune in (text ?? "").EnumerateRunes())
        {
            var category = Rune.GetUnicodeCategory(rune);
            if (Rune.IsWhiteSpace(rune) || category == UnicodeCategory.Control)
            {
                if (clean is { Length: > 0 } && clean[^1] != ' ') clean.Append(' ');
            }
            else if (!IsInvisible(rune))
            {
                if (clean.Length + rune.Utf16SequenceLength > maxLength) break;
                clean.Append(rune);
            }
        }

        return clean.ToString().Trim();
    }

    /// <summary>The subject, in which no help desk finds one of its issue keys: the hyphen of <c>ABC-123</c> becomes a non-breaking one.</summary>
    public static string Subject(string text)
    {
        var subject = Clean(text, 240).ToCharArray();
        var letterInWord = false;
        for (var i = 0; i < subject.Length; i++)
        {
            if (subject[i] == '-' && letterInWord && i + 1 < subject.Length && char.IsDigit(subject[i + 1])) subject[i] = NonBreakingHyphen;
            letterInWord = char.IsLetter(subject[i]) || (letterInWord && (char.IsDigit(subject[i]) || subject[i] == '_'));
        }

        return new string(subject);
    }

    public static string FileName(string? name, int number)
    {
        var clean = new StringBuilder(Clean(name, MaxFileName));
        foreach (var forbidden in "/\\:*?\"<>|") clean.Replace(forbidden, '_');
        var safe = clean.ToString().TrimStart('.').TrimEnd('.', ' ');
        return safe switch
        {
            "" => string.Create(CultureInfo.InvariantCulture, $"attachment-{number}"),
            TicketMail.DiagnosticsName or MailCut.NoticeName => "attachment-" + safe,
            _ => safe,
        };
    }

    /// <summary>One plain address, its domain in ASCII; <see langword="null"/> where the text is anything else.</summary>
    public static string? ParseAddress(string? text)
    {
        if (text is null or { Length: > 254 } || text.Any(c => char.IsControl(c) || char.IsWhiteSpace(c) || c is '<' or '>' or ',' or ';')) return null;
        if (!MailboxAddress.TryParse(text, out var mailbox) || string.IsNullOrEmpty(mailbox.Domain)) return null;
        var address = mailbox.GetAddress(idnEncode: true);
        return address.StartsWith('@') || !Ascii.IsValid(address) || mailbox.Name is { Length: > 0 } ? null : address;
    }

    // Marks that turn the reading direction around, and the byte-order mark: they make one name look like another.
    private static bool IsInvisible(Rune rune) =>
        rune.Value is 0xFEFF or 0x061C or 0x200B or 0x200E or 0x200F or (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069);
}

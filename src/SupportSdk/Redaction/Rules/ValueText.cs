using System.Buffers;
using SupportSdk.Redaction.Scanning;

namespace SupportSdk.Redaction.Rules;

/// <summary>Where words begin and where unquoted values end, in log lines, headers, connection strings and forms.</summary>
internal static class ValueText
{
    private const int LongestGap = 16;
    private const int LongestName = 64;
    private const int LongestConnectionValue = 512;
    private const string Blank = "\0\u0001\u0002\u0003\u0004\u0005\u0006\a\b\t\n\v\f\r\u000e\u000f\u0010\u0011\u0012\u0013\u0014\u0015\u0016\u0017\u0018\u0019\u001a\u001b\u001c\u001d\u001e\u001f "
        + "\u007f\u0085\u00a0\u2028\u2029\u202f\u205f\u3000";

    /// <summary>Blanks, control characters and what closes a text around the value.</summary>
    public static readonly StopCharacters HardStops = new(Blank + "\"<>`");

    /// <summary>What may end an address: the same, and the marks that close a text around it.</summary>
    public static readonly StopCharacters AddressStops = new(Blank + "\"<>`'\\)]}");

    private static readonly StopCharacters Stops = new(Blank + "\"<>`'\\,;&})]");
    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdefABCDEF");
    private static readonly SearchValues<char> ConnectionStops = SearchValues.Create(";\"'\r\n");

    private static readonly string[] Literals = ["null", "none", "nil", "undefined", "true", "false", "(null)", "|", ">", "|-", ">-"];

    /// <summary>A sentence after "password:" begins with one of these; a password does not.</summary>
    private static readonly string[] SentenceStarts =
    [
        "must", "is", "was", "are", "were", "has", "have", "should", "could", "can", "can't", "cannot", "may", "might", "will", "would", "does", "doesn't", "did", "do", "not", "no",
        "the", "a", "an", "this", "that", "it", "too", "required", "invalid", "expired", "missing", "empty", "wrong", "incorrect", "malformed", "failed", "denied", "rejected",
        "revoked", "accepted", "unknown", "unauthorized", "forbidden", "not_found", "field", "expected", "unable",
    ];

    /// <summary>A field error in quotes ("must not be empty"): narrower, since phrases in quotes may be passwords.</summary>
    private static readonly string[] FieldErrors = ["must", "is", "was", "cannot", "can't", "should", "has", "required", "invalid", "missing", "expired"];

    /// <summary>Blanks within a line, and marks that are not seen (zero width, text direction).</summary>
    public static bool IsGap(char c) => c is ' ' or '\t' or '\u00a0' or '\ufeff' or '\u2060' or (>= '\u200b' and <= '\u200f') or (>= '\u202a' and <= '\u202e') or (>= '\u2066' and <= '\u2069');

    public static int SkipGap(ReadOnlySpan<char> text, int at, bool overLines = false)
    {
        int limit = Math.Min(text.Length, at + (overLines ? 4 * LongestGap : LongestGap));
        while (at < limit && (IsGap(text[at]) || (overLines && text[at] is '\r' or '\n'))) at++;
        return at;
    }

    public static int SkipGapBackwards(ReadOnlySpan<char> text, int end)
    {
        int limit = Math.Max(0, end - LongestGap);
        while (end > limit && IsGap(text[end - 1])) end--;
        return end;
    }

    /// <summary>The start of what follows a blank, as it stands in texts (also <c>%20</c> and <c>+</c>); -1 where there is no blank.</summary>
    public static int SkipEncodedGap(ReadOnlySpan<char> text, int at)
    {
        int after = SkipGap(text, at);
        if (after < text.Length && text[after] == '+') after++;
        else if (text[after..].StartsWith("%20", StringComparison.Ordinal)) after += 3;
        return after == at || after >= text.Length ? -1 : after;
    }

    /// <summary>Whether a word begins here: nothing, a mask, no letter or digit, or an escape (<c>\n</c>, <c>\u0022</c>, <c>%22</c>) stands before it.</summary>
    public static bool BeginsWord(ReadOnlySpan<char> text, int start, int maskedUntil)
    {
        if (start == 0 || start == maskedUntil || !char.IsAsciiLetterOrDigit(text[start - 1])) return true;
        if (start >= 2 && text[start - 2] == '\\' && text[start - 1] is 'n' or 'r' or 't') return true;
        if (start >= 3 && text[start - 3] == '%' && char.IsAsciiHexDigit(text[start - 2]) && char.IsAsciiHexDigit(text[start - 1])) return true;
        return start >= 6 && text[start - 6] == '\\' && text[start - 5] == 'u' && !text[(start - 4)..start].ContainsAnyExcept(HexDigits);
    }

    public static bool IsLiteral(ReadOnlySpan<char> value) => value.Trim('*').IsEmpty || IsOneOf(value, Literals);

    /// <summary>What YAML writes before a block of lines.</summary>
    public static bool IsBlockMark(ReadOnlySpan<char> value) => value.Length is 1 or 2 && value[0] is '|' or '>' && (value.Length == 1 || value[1] is '-' or '+');

    public static bool IsSentence(ReadOnlySpan<char> value) => IsOneOf(value.TrimEnd(".,!:"), SentenceStarts);

    public static bool IsFieldError(ReadOnlySpan<char> value)
    {
        int word = value.IndexOf(' ');
        return word > 0 && IsOneOf(value[..word], FieldErrors);
    }

    public static int LineEnd(ReadOnlySpan<char> text, int from, char enclosing)
    {
        int line = text[from..].IndexOfAny('\r', '\n');
        if (line >= 0) text = text[..(from + line)];
        int end = from;
        while (end < text.Length)
        {
            bool assigned = text[end] == '=' && !QuoteMark.At(text, end + 1).IsNone;
            if (assigned) end = Math.Min(text.Length, QuoteMark.At(text, end + 1).ClosingAfter(text, end + 1));
            else if (text[end] == '"') break;
            else end++;
        }
        int closing = enclosing == '\'' ? text[from..end].IndexOf('\'') : -1;
        return closing < 0 ? from + text[from..end].TrimEnd('\\').Length : from + closing;
    }

    /// <summary>A separator ends the value only where it separates: before a blank, a closing mark or the next name. Passwords may hold any of them.</summary>
    public static int UnquotedEnd(ReadOnlySpan<char> text, int from, char enclosing)
    {
        int at = from + MaskedText.MaskLength(text[from..]);
        while (at < text.Length)
        {
            int step = Stops.IndexIn(text[at..]);
            if (step < 0) return text.Length;
            at += step;
            bool ends = text[at] switch
            {
                '\'' => enclosing == '\'',
                '\\' => EscapesEnd(text[(at + 1)..]),
                ',' or ';' or '&' or '}' or ')' or ']' => Separates(text, at),
                _ => true,
            };
            if (ends) return at;
            at++;
        }
        return text.Length;
    }

    /// <summary>A value in a connection string goes on to its semicolon, blanks included; -1 where this is none.</summary>
    public static int ConnectionEnd(ReadOnlySpan<char> text, int nameStart, int from)
    {
        ReadOnlySpan<char> rest = text.Slice(from, Math.Min(LongestConnectionValue, text.Length - from));
        int length = rest.IndexOfAny(ConnectionStops);
        if (length <= 0 || rest[length] is '\r' or '\n' or '\'') return -1;
        bool follows = PrecededBySemicolon(text, nameStart);
        if (rest[length] == '"') return follows ? from + length : -1;
        return follows || (!rest[..length].TrimEnd('=').Contains('=') && NameFollows(text, SkipGap(text, from + length + 1), "=", allowBlanks: true)) ? from + length : -1;
    }

    private static bool PrecededBySemicolon(ReadOnlySpan<char> text, int nameStart)
    {
        int lowest = Math.Max(0, nameStart - LongestName);
        while (nameStart > lowest && (char.IsAsciiLetterOrDigit(text[nameStart - 1]) || text[nameStart - 1] is ' ' or '_')) nameStart--;
        return nameStart > 0 && text[nameStart - 1] == ';';
    }

    private static bool EscapesEnd(ReadOnlySpan<char> rest) =>
        rest.StartsWith("\"", StringComparison.Ordinal) || rest.StartsWith("\\\"", StringComparison.Ordinal) || rest.StartsWith("u0022", StringComparison.OrdinalIgnoreCase)
        || rest.StartsWith("r\\n", StringComparison.Ordinal);

    private static bool Separates(ReadOnlySpan<char> text, int at)
    {
        int next = at + 1;
        int limit = Math.Min(text.Length, next + LongestGap);
        while (next < limit && text[next] is '}' or ')' or ']' or '\'') next++;
        if (next == text.Length || HardStops.Contains(text[next]) || EscapesEnd(text[next..].TrimStart('\\'))) return true;
        return text[at] is ',' or ';' or '&' ? NameFollows(text, next, "=:", allowBlanks: false) : text[next] is ',' or ';';
    }

    private static bool NameFollows(ReadOnlySpan<char> text, int at, string separators, bool allowBlanks)
    {
        int limit = Math.Min(text.Length, at + LongestName);
        int start = at;
        while (at < limit && (char.IsAsciiLetterOrDigit(text[at]) || text[at] is '_' or '-' or '.' || (allowBlanks && text[at] == ' '))) at++;
        if (MaskedText.MaskLength(text[at..]) > 0) return true;
        return at > start && at < text.Length && separators.Contains(text[at]);
    }

    private static bool IsOneOf(ReadOnlySpan<char> value, string[] words)
    {
        foreach (string word in words)
        {
            if (value.Equals(word, StringComparison.OrdinalIgnoreCase)) return true;
        }
        return false;
    }
}

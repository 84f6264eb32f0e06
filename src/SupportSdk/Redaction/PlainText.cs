using System.Globalization;
using System.Text;

namespace SupportSdk.Redaction;

/// <summary>Makes text safe to store, encode and show: no half surrogate pairs, no control characters, no marks that turn the direction of what is read.</summary>
internal static class PlainText
{
    private static readonly System.Buffers.SearchValues<char> LineEnds = System.Buffers.SearchValues.Create("\r\n\t\u0085\u2028\u2029");

    /// <summary>Cleans the text; line ends and tabs stay. Returns the same instance where nothing changes.</summary>
    public static string Clean(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (IsBad(text, i))
            {
                return CleanFrom(text, i);
            }
        }

        return text;
    }

    /// <summary>Cleans the text and joins its lines.</summary>
    public static string CleanLine(string text)
    {
        var clean = Clean(text);
        return clean.AsSpan().IndexOfAny(LineEnds) < 0
            ? clean
            : string.Join(' ', clean.Split(['\r', '\n', '\t', '\u0085', '\u2028', '\u2029'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
    }

    /// <summary>Cuts the text to a number of characters without halving a surrogate pair; an ellipsis marks the cut.</summary>
    public static string Cut(string text, int length)
    {
        if (text.Length <= length)
        {
            return text;
        }

        var end = char.IsHighSurrogate(text[length - 2]) ? length - 2 : length - 1;
        return string.Concat(text.AsSpan(0, end), "…");
    }

    private static string CleanFrom(string text, int start)
    {
        var clean = new StringBuilder(text.Length).Append(text, 0, start);
        for (var i = start; i < text.Length; i++)
        {
            if (!IsBad(text, i))
            {
                clean.Append(text[i]);
            }
            else if (char.IsSurrogate(text[i]))
            {
                clean.Append('\uFFFD');
            }
        }

        return clean.ToString();
    }

    private static bool IsBad(string text, int i)
    {
        var c = text[i];
        if (c is >= ' ' and < '\u007F')
        {
            return false;
        }

        if (char.IsSurrogate(c))
        {
            return !(char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
                   && !(char.IsLowSurrogate(c) && i > 0 && char.IsHighSurrogate(text[i - 1]));
        }

        return char.GetUnicodeCategory(c) == UnicodeCategory.Control
            ? c is not ('\n' or '\r' or '\t' or '\u0085')
            : c is '\u200E' or '\u200F' or '\u061C' or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069');
    }
}

using SupportSdk.Redaction.Names;
using SupportSdk.Redaction.Scanning;

namespace SupportSdk.Redaction.Rules;

/// <summary>Masks the text of an XML element with a secret-like name, that of elements inside it too.</summary>
internal static class XmlText
{
    private const string DataBegin = "<![CDATA[";
    private const string DataEnd = "]]>";

    /// <summary><paramref name="nameEnd"/> is where the name ends, <paramref name="content"/> stands behind the tag.</summary>
    public static int Apply(ReadOnlySpan<char> text, int nameEnd, int content, ref MaskedText output)
    {
        int start = SecretNames.NameStart(text[..nameEnd]);
        bool quoted = start > 0 && text[start - 1] is '"' or '\'';
        if (start == 0 || !(quoted || text[start - 1] is '<' or ':')) return 0;
        if (SecretNames.EndingAt(text[..nameEnd], output.MaskedUntil, out _) is not { Strength: not NameStrength.Random } word) return 0;
        return MaskContent(text, content, word, quoted ? 2 : 1, ref output);
    }

    /// <summary>An element with attributes: the content begins behind its <c>&gt;</c>.</summary>
    public static int ApplyTag(ReadOnlySpan<char> text, int nameEnd, int after, ref MaskedText output)
    {
        const int LongestTag = 256;
        ReadOnlySpan<char> rest = text.Slice(after, Math.Min(LongestTag, text.Length - after));
        int close = rest.IndexOfAny('>', '<');
        return close < 0 || rest[close] == '<' || (close > 0 && rest[close - 1] == '/') ? 0 : Apply(text, nameEnd, after + close + 1, ref output);
    }

    private static int MaskContent(ReadOnlySpan<char> text, int at, SecretWord word, int depth, ref MaskedText output)
    {
        while (at < text.Length)
        {
            int length = text[at..].IndexOf('<');
            int end = length < 0 ? text.Length : at + length;
            ReadOnlySpan<char> value = text[at..end].Trim();
            if (!value.IsEmpty && !ValueText.IsLiteral(value)) output.Mask(text, at, end, word.Rule);
            if (end == text.Length) return end;
            if (text[end..].StartsWith(DataBegin, StringComparison.Ordinal))
            {
                at = MaskData(text, end + DataBegin.Length, word, ref output);
                continue;
            }
            bool closes = end + 1 < text.Length && text[end + 1] == '/';
            int tag = text[end..].IndexOf('>');
            if (tag < 0) return end;
            at = end + tag + 1;
            if (closes) depth--;
            else if (text[at - 2] != '/' && text[end + 1] is not ('!' or '?')) depth++;
            if (depth <= 0 || (closes && depth == 1 && output.MaskedUntil > end - 1)) return at;
        }
        return at;
    }

    private static int MaskData(ReadOnlySpan<char> text, int at, SecretWord word, ref MaskedText output)
    {
        int length = text[at..].IndexOf(DataEnd, StringComparison.Ordinal);
        int end = length < 0 ? text.Length : at + length;
        output.Mask(text, at, end, word.Rule);
        return Math.Min(text.Length, end + DataEnd.Length);
    }
}

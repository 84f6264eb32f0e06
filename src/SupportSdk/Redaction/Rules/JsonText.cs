using System.Buffers;
using SupportSdk.Redaction.Names;
using SupportSdk.Redaction.Scanning;

namespace SupportSdk.Redaction.Rules;

/// <summary>Masks every value inside a JSON object or array that stands under a secret-like name; tolerant of JSON that is broken or cut off, and of JSON in a string.</summary>
internal static class JsonText
{
    private static readonly SearchValues<char> BareEnd = SearchValues.Create(" \t\r\n,]}\"'\\");

    /// <summary>Starts at the opening brace or bracket and returns where its closing one ends, or the text's end.</summary>
    public static int MaskValues(ReadOnlySpan<char> text, int start, SecretWord word, ref MaskedText output)
    {
        int depth = 0;
        int at = start;
        while (at < text.Length)
        {
            char c = text[at];
            if (c is '}' or ']' && --depth == 0) return at + 1;
            if (c is '{' or '[' && MaskedText.MaskLength(text[at..]) == 0) depth++;
            else if (c is not (',' or ':' or '}' or ']' or ' ' or '\t' or '\r' or '\n')) at = MaskScalar(text, at, word, ref output) - 1;
            at++;
        }
        return at;
    }

    private static int MaskScalar(ReadOnlySpan<char> text, int at, SecretWord word, ref MaskedText output)
    {
        QuoteMark quote = QuoteMark.At(text, at);
        if (quote.IsNone)
        {
            int bare = at + Math.Max(1, MaskedText.MaskLength(text[at..]));
            int length = text[bare..].IndexOfAny(BareEnd);
            int bareEnd = length < 0 ? text.Length : bare + length;
            if (!ValueText.IsLiteral(text[at..bareEnd])) output.Mask(text, at, bareEnd, word.Rule, "\"");
            return bareEnd;
        }
        int start = at + quote.Length;
        int end = quote.Closing(text, start);
        int after = end == text.Length ? end : Math.Min(text.Length, end + quote.Length);
        int next = ValueText.SkipGap(text, after, overLines: true);
        if (next == text.Length || text[next] != ':') NamedValueRule.MaskContent(text, start, end, word, ref output);
        return Math.Max(after, at + 1);
    }
}

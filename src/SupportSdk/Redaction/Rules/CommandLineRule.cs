using SupportSdk.Redaction.Formats;
using SupportSdk.Redaction.Names;
using SupportSdk.Redaction.Scanning;

namespace SupportSdk.Redaction.Rules;

/// <summary>Masks what stands behind a secret-like word without a separator: <c>--password x</c>, <c>-u user:password</c>, and in prose what looks like a secret itself.</summary>
internal static class CommandLineRule
{
    private const string User = " -u ";
    private const int LongestWord = 4096;

    public static int ApplyUser(ReadOnlySpan<char> text, int at, ref MaskedText output)
    {
        int start = at + User.Length;
        int end = WordEnd(text, start);
        int colon = text[start..end].IndexOf(':');
        if (colon <= 0) return 0;
        output.Mask(text, start + colon + 1, end, "password");
        return end;
    }

    /// <summary>The name ends at <paramref name="nameEnd"/>; behind blanks, something begins at <paramref name="start"/>.</summary>
    public static int ApplyName(ReadOnlySpan<char> text, int nameEnd, int start, ref MaskedText output)
    {
        int nameStart = SecretNames.NameStart(text[..nameEnd]);
        if (nameStart > 0 && text[nameStart - 1] == '<') return XmlText.ApplyTag(text, nameEnd, start, ref output);
        QuoteMark quote = QuoteMark.At(text, start);
        int from = start + quote.Length;
        int end = quote.IsNone ? WordEnd(text, from) : quote.Closing(text[..Math.Min(text.Length, from + LongestWord)], from);
        bool option = nameEnd - nameStart > 2 && text[nameStart] == '-' && text[nameStart + 1] == '-' && from < end && text[from] != '-';
        if (!option && !RandomText.IsLikelySecret(text[from..end])) return 0;
        if (SecretNames.EndingAt(text[..nameEnd], output.MaskedUntil, out _) is not { } word || (!option && word.Strength != NameStrength.Any)) return 0;
        output.Mask(text, from, end, word.Rule);
        return end;
    }

    private static int WordEnd(ReadOnlySpan<char> text, int start)
    {
        ReadOnlySpan<char> word = text.Slice(start, Math.Min(LongestWord, text.Length - start));
        int length = ValueText.HardStops.IndexIn(word);
        int end = start + (length < 0 ? word.Length : length);
        return start + text[start..end].TrimEnd(".,;:!)]}'").Length;
    }
}

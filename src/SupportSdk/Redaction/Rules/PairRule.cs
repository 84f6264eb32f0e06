using SupportSdk.Redaction.Formats;
using SupportSdk.Redaction.Names;
using SupportSdk.Redaction.Scanning;

namespace SupportSdk.Redaction.Rules;

/// <summary>Masks the value of a pair whose name is itself a value: <c>{"name":"password","value":"x"}</c>, <c>key="Password" value="x"</c>, <c>["password", "x"]</c>.</summary>
internal static class PairRule
{
    private const int LongestLook = 4096;
    private static readonly string[] ValueNames = ["value", "val", "text", "content", "data", "v"];

    /// <summary>A secret-like name in quotes, and a comma.</summary>
    public static int Apply(ReadOnlySpan<char> text, int nameEnd, int after, ref MaskedText output)
    {
        if (SecretNames.EndingAt(text[..nameEnd], output.MaskedUntil, out _) is not { } word) return 0;
        int start = ValueText.SkipGap(text, after, overLines: true);
        QuoteMark quote = QuoteMark.At(text, start);
        if (quote.IsNone) return 0;
        int from = start + quote.Length;
        int end = quote.Closing(text[..Math.Min(text.Length, from + LongestLook)], from);
        int next = ValueText.SkipGap(text, Math.Min(text.Length, end + quote.Length), overLines: true);
        if (next < text.Length && text[next] == ':') return IsValueName(text[from..end]) ? MaskValue(text, next + 1, word, ref output) : 0;
        if (!RandomText.IsLikelySecret(text[from..end])) return 0;
        output.Mask(text, from, end, word.Rule);
        return end;
    }

    /// <summary>A secret-like name in quotes, and an attribute that begins like <c>value</c>.</summary>
    public static int ApplyAttribute(ReadOnlySpan<char> text, int nameEnd, int start, ref MaskedText output)
    {
        int equals = start;
        while (equals < text.Length && equals - start < 8 && char.IsAsciiLetter(text[equals])) equals++;
        if (equals == text.Length || text[equals] != '=' || !IsValueName(text[start..equals])) return 0;
        return SecretNames.EndingAt(text[..nameEnd], output.MaskedUntil, out _) is { } word ? MaskValue(text, equals + 1, word, ref output) : 0;
    }

    private static int MaskValue(ReadOnlySpan<char> text, int at, SecretWord word, ref MaskedText output)
    {
        int start = ValueText.SkipGap(text, at, overLines: true);
        if (start >= text.Length) return 0;
        QuoteMark quote = QuoteMark.At(text, start);
        if (quote.IsNone) return text[start] is '{' or '[' ? JsonText.MaskValues(text, start, word, ref output) : 0;
        int end = quote.Closing(text, start + quote.Length);
        return NamedValueRule.MaskContent(text, start + quote.Length, end, word, ref output) ? end : 0;
    }

    private static bool IsValueName(ReadOnlySpan<char> name)
    {
        foreach (string known in ValueNames)
        {
            if (name.Equals(known, StringComparison.OrdinalIgnoreCase)) return true;
        }
        return false;
    }
}

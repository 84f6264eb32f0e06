using SupportSdk.Redaction.Rules;
using SupportSdk.Redaction.Scanning;

namespace SupportSdk.Redaction.Formats;

/// <summary>Judges a long run of letters and digits: a published key format, a shape, something that decodes to a secret, or random characters that no id explains.</summary>
internal static class TokenRule
{
    /// <summary>How far before a run a key may begin: prefixes end in marks that a run does not hold (<c>SG.</c>, <c>1//0</c>, <c>access_token$</c>).</summary>
    private const int LongestHead = 48;

    public static int Apply(ReadOnlySpan<char> text, int anchor, ref MaskedText output)
    {
        int start = RunStart(text, anchor, output.MaskedUntil);
        int end = TokenText.RunEnd(text, anchor);
        int next = ApplyFormats(text, start, end, ref output);
        if (next == 0) next = TokenShapes.Apply(text, start, end, ref output);
        if (next == 0) next = EncodedRule.Apply(text, start, end, ref output);
        return next;
    }

    /// <summary>A key whose prefix stands here.</summary>
    public static int ApplyFormat(ReadOnlySpan<char> text, int start, ref MaskedText output)
    {
        if (!ValueText.BeginsWord(text, start, output.MaskedUntil) || KeyFormats.At(text, start, out int end) is not { } format) return 0;
        output.Mask(text, start, end, format.Rule);
        return end;
    }

    private static int ApplyFormats(ReadOnlySpan<char> text, int start, int end, ref MaskedText output)
    {
        int at = HeadStart(text, start, output.MaskedUntil);
        bool begins = true;
        for (; at < end; at++)
        {
            if (begins)
            {
                int next = ApplyFormat(text, at, ref output);
                if (next > start) return next;
            }
            begins = !char.IsAsciiLetterOrDigit(text[at]) || ValueText.BeginsWord(text, at + 1, output.MaskedUntil);
        }
        return 0;
    }

    private static int RunStart(ReadOnlySpan<char> text, int anchor, int lowest)
    {
        int length = text[lowest..(anchor + 1)].LastIndexOfAnyExcept(TokenText.Run);
        return lowest + length + 1;
    }

    private static int HeadStart(ReadOnlySpan<char> text, int start, int masked)
    {
        int lowest = Math.Max(masked, start - LongestHead);
        int at = start;
        while (at > lowest && (char.IsAsciiLetterOrDigit(text[at - 1]) || text[at - 1] is '.' or '/' or '$' or '|' or '-' or '_' or ' ')) at--;
        return at;
    }
}

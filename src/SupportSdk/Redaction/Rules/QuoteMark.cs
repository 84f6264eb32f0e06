namespace SupportSdk.Redaction.Rules;

/// <summary>A quotation mark as texts write it: plain, escaped any number of times (JSON in a string), as <c>\u0022</c>, or as an HTML entity.</summary>
internal readonly record struct QuoteMark(string Core, int Backslashes)
{
    private const int MostBackslashes = 64;
    private static readonly string[] Cores = ["\"", "'", "`", "u0022", "u0027", "&quot;", "&#34;", "&#39;", "%22"];

    public bool IsNone => Core is null;

    public int Length => IsNone ? 0 : Core.Length + Backslashes;

    public static QuoteMark At(ReadOnlySpan<char> text, int at)
    {
        int core = at;
        while (core < text.Length && text[core] == '\\' && core - at < MostBackslashes) core++;
        if (core == text.Length || text[core] is not ('"' or '\'' or '`' or 'u' or '&' or '%')) return default;
        foreach (string candidate in Cores)
        {
            if (!text[core..].StartsWith(candidate, StringComparison.Ordinal)) continue;
            return candidate[0] == 'u' && core == at ? default : new QuoteMark(candidate, core - at);
        }
        return default;
    }

    public static QuoteMark EndingAt(ReadOnlySpan<char> text, int end)
    {
        if (end == 0 || text[end - 1] is not ('"' or '\'' or '`' or '2' or '7' or ';')) return default;
        foreach (string candidate in Cores)
        {
            if (!text[..end].EndsWith(candidate, StringComparison.Ordinal)) continue;
            int core = end - candidate.Length;
            int backslashes = BackslashesBefore(text, core, Math.Max(0, core - MostBackslashes));
            return candidate[0] == 'u' && backslashes == 0 ? default : new QuoteMark(candidate, backslashes);
        }
        return default;
    }

    /// <summary>Where the closing mark begins, or the text's end where it is cut off. A mark that is escaped more deeply than this one belongs to the value.</summary>
    public int Closing(ReadOnlySpan<char> text, int from, bool mayDouble = false)
    {
        int at = from;
        while (at < text.Length)
        {
            int step = text[at..].IndexOf(Core, StringComparison.Ordinal);
            if (step < 0) return text.Length;
            at += step;
            int escapes = BackslashesBefore(text, at, from);
            if (escapes <= Backslashes || (escapes - Backslashes) % (2 * (Backslashes + 1)) == 0)
            {
                if (!mayDouble || !IsDoubled(text, from, at)) return at - Math.Min(escapes, Backslashes);
                at++;
            }
            at += Core.Length;
        }
        return text.Length;
    }

    /// <summary>Where the quoted text that opens here is over, its closing mark included.</summary>
    public int ClosingAfter(ReadOnlySpan<char> text, int at) => Closing(text, at + Length) + Length;

    /// <summary>Connection strings and CSV write a mark inside a value twice.</summary>
    private bool IsDoubled(ReadOnlySpan<char> text, int from, int at) =>
        Core.Length == 1 && Backslashes == 0 && at > from && at + 1 < text.Length && text[at + 1] == Core[0];

    private static int BackslashesBefore(ReadOnlySpan<char> text, int at, int lowest)
    {
        int start = at;
        while (start > lowest && text[start - 1] == '\\') start--;
        return at - start;
    }
}

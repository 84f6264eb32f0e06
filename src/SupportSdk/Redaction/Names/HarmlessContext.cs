using SupportSdk.Redaction.Rules;

namespace SupportSdk.Redaction.Names;

/// <summary>Names that explain random characters: support needs ids and hashes.</summary>
internal static class HarmlessContext
{
    private const int LongestName = 48;

    private static readonly string[] NameEnds =
    [
        "id", "ids", "id-2", "hash", "sha", "sha1", "sha256", "sha384", "sha512", "md5", "digest", "etag", "checksum", "integrity", "fingerprint", "thumbprint", "commit", "revision", "parent",
        "trace", "span", "correlation", "request", "execution", "cursor", "traceparent", "tracestate", "version", "none-match", "match", "ray", "publickey", "cert", "certificate", "x5c",
    ];

    /// <summary>Whether the run that begins here is the value of an id or a hash: behind such a name, or behind <c>sha256-</c> and its like.</summary>
    public static bool Explains(ReadOnlySpan<char> text, int start)
    {
        if (StartsWithHashName(text[start..])) return true;
        int at = ValueText.SkipGapBackwards(text, start);
        at -= QuoteMark.EndingAt(text, at).Length;
        at = ValueText.SkipGapBackwards(text, at);
        if (at > 0 && text[at - 1] == '/' && at > 1 && text[at - 2] == 'W') at = ValueText.SkipGapBackwards(text, at - 2);
        if (at == 0 || text[at - 1] is not (':' or '=' or '@')) return false;
        at = ValueText.SkipGapBackwards(text, at - 1);
        at -= QuoteMark.EndingAt(text, at).Length;
        ReadOnlySpan<char> name = text[Math.Max(0, at - LongestName)..at];
        foreach (string end in NameEnds)
        {
            if (EndsWithWord(name, end)) return true;
        }
        return false;
    }

    /// <summary>The word stands whole at the name's end: <c>requestId</c>, <c>request_id</c>, <c>ID</c>, not <c>grid</c>.</summary>
    public static bool EndsWithWord(ReadOnlySpan<char> name, string word)
    {
        if (!name.EndsWith(word, StringComparison.OrdinalIgnoreCase)) return false;
        int start = name.Length - word.Length;
        if (start == 0 || !char.IsAsciiLetter(name[start - 1])) return true;
        return char.IsAsciiLetterUpper(name[start]) && char.IsAsciiLetterLower(name[start - 1]);
    }

    private static bool StartsWithHashName(ReadOnlySpan<char> run) =>
        (run.Length > 3 && run.StartsWith("sha", StringComparison.OrdinalIgnoreCase) && char.IsAsciiDigit(run[3])) || run.StartsWith("md5-", StringComparison.OrdinalIgnoreCase)
        || run.StartsWith("cs_test_", StringComparison.Ordinal) || run.StartsWith("cs_live_", StringComparison.Ordinal);
}

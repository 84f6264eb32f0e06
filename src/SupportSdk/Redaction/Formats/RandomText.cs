namespace SupportSdk.Redaction.Formats;

/// <summary>Tells random characters from words, by how often their class changes: half of the pairs in a random string, a third in an identifier.</summary>
internal static class RandomText
{
    private const int ShortestBare = 32;
    private const int ShortestOneCase = 40;
    private const int ShortestNamed = 12;

    /// <summary>A string that stands alone: long, of several classes, without words. Hexadecimal digits are ids and hashes, never this.</summary>
    public static bool IsRandom(ReadOnlySpan<char> run)
    {
        if (run.Length < ShortestBare) return false;
        Counts counts = Count(run);
        if (counts.Letters + counts.Digits < run.Length * 9 / 10 || counts.IsHex) return false;
        if (counts.Upper >= 3 && counts.Lower >= 3) return counts.Digits >= 1 && counts.Changes * 100 >= counts.Pairs * 42;
        return run.Length >= ShortestOneCase && counts.Digits >= 3 && counts.Letters >= 3 && counts.Changes * 100 >= counts.Pairs * 20;
    }

    /// <summary>A string beside a secret-like name: shorter, and hexadecimal digits count too; ids that are written as GUIDs, dates, paths and addresses do not.</summary>
    public static bool IsLikelySecret(ReadOnlySpan<char> value)
    {
        if (value.Length < ShortestNamed || Guid.TryParseExact(value, "D", out _) || value[0] is '/' or '<' || value.ContainsAny(" \t\r\n@") || value.Contains("://", StringComparison.Ordinal)) return false;
        Counts counts = Count(value);
        if (counts.Letters < 3 || counts.Letters + counts.Digits < value.Length * 3 / 4) return false;
        return counts.Digits >= 3 || (counts.Upper >= 3 && counts.Lower >= 3 && counts.Changes * 100 >= counts.Pairs * 42);
    }

    private static Counts Count(ReadOnlySpan<char> text)
    {
        var counts = new Counts { IsHex = true };
        char before = '\0';
        foreach (char c in text)
        {
            char kind = Kind(c);
            if (kind == 'A') counts.Upper++;
            else if (kind == 'a') counts.Lower++;
            else if (kind == '0') counts.Digits++;
            if (kind != '\0' && !char.IsAsciiHexDigit(c)) counts.IsHex = false;
            if (kind != '\0' && before != '\0')
            {
                counts.Pairs++;
                if (kind != before) counts.Changes++;
            }
            before = kind;
        }
        return counts;
    }

    private static char Kind(char c) => char.IsAsciiLetterUpper(c) ? 'A' : char.IsAsciiLetterLower(c) ? 'a' : char.IsAsciiDigit(c) ? '0' : '\0';

    private struct Counts
    {
        public int Upper;
        public int Lower;
        public int Digits;
        public int Pairs;
        public int Changes;
        public bool IsHex;

        public readonly int Letters => Upper + Lower;
    }
}

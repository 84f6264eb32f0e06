using SupportSdk.Redaction.Scanning;

namespace SupportSdk.Redaction.Formats;

/// <summary>Key formats that have a shape in place of a prefix.</summary>
internal static class TokenShapes
{
    /// <summary>Looks at a run of letters, digits, dashes and underscores, and at what stands around it.</summary>
    public static int Apply(ReadOnlySpan<char> text, int start, int end, ref MaskedText output)
    {
        ReadOnlySpan<char> run = text[start..end];
        char before = start > output.MaskedUntil ? text[start - 1] : '\0';
        if (before == ':' && run.Length is >= 34 and <= 36 && DigitsBefore(text, start - 1, output.MaskedUntil) is >= 8 and <= 11 and int telegram) return Mask(text, start - 1 - telegram, end, "telegram-token", ref output);
        if (before == ':' && run.Length == 32 && IsHex(run) && AsanaStart(text, start - 1, output.MaskedUntil) is >= 0 and int asana) return Mask(text, asana, end, "asana-token", ref output);
        if (before == '!' && SalesforceStart(text, start - 1, output.MaskedUntil) is >= 0 and int org) return Mask(text, org, SkipDotted(text, end), "salesforce-token", ref output);
        if (before == '\0' && run.StartsWith("00D", StringComparison.Ordinal) && end < text.Length && text[end] == '!') return Mask(text, start, SkipDotted(text, end + 1), "salesforce-token", ref output);
        if (run.Length == 42 && run.StartsWith("00", StringComparison.Ordinal) && RandomText.IsLikelySecret(run) && !IsHex(run)) return Mask(text, start, end, "okta-token", ref output);
        if (run.Length == 50 && IsHex(run[..32]) && run[32] == '-' && IsHex(run[33..41]) && run[41] == '-' && IsHex(run[42..])) return Mask(text, start, end, "mailgun-key", ref output);
        if (run.Length is >= 23 and <= 30 && DiscordEnd(text, end) is > 0 and int discord && RandomText.IsLikelySecret(run)) return Mask(text, start, discord, "discord-token", ref output);
        return run.Length <= 34 && IsIban(run) ? Mask(text, start, end, "iban", ref output) : 0;
    }

    /// <summary>Client secrets of Microsoft Entra: three characters, a digit, <c>Q~</c>, and 31 to 34 more.</summary>
    public static int ApplyTilde(ReadOnlySpan<char> text, int tilde, ref MaskedText output)
    {
        int start = tilde - 5;
        if (start < output.MaskedUntil || text[tilde - 1] != 'Q' || !char.IsAsciiDigit(text[tilde - 2])) return 0;
        int end = tilde + 1;
        while (end < text.Length && end - tilde <= 40 && (TokenText.Run.Contains(text[end]) || text[end] == '.')) end++;
        return end - tilde < 28 ? 0 : Mask(text, start, end, "azure-client-secret", ref output);
    }

    private static int Mask(ReadOnlySpan<char> text, int start, int end, string rule, ref MaskedText output)
    {
        output.Mask(text, start, end, rule);
        return end;
    }

    private static int DigitsBefore(ReadOnlySpan<char> text, int end, int lowest)
    {
        int start = end;
        while (start > lowest && end - start < 12 && char.IsAsciiDigit(text[start - 1])) start--;
        return end - start;
    }

    /// <summary><c>1/user:</c> or <c>2/user/app:</c>.</summary>
    private static int AsanaStart(ReadOnlySpan<char> text, int colon, int lowest)
    {
        int at = colon;
        while (at > lowest && colon - at < 40 && (char.IsAsciiDigit(text[at - 1]) || text[at - 1] == '/')) at--;
        return at < colon && text[at] is '1' or '2' && text[at..colon].Contains('/') ? at : -1;
    }

    private static int SalesforceStart(ReadOnlySpan<char> text, int mark, int lowest)
    {
        int at = mark;
        while (at > lowest && mark - at < 18 && char.IsAsciiLetterOrDigit(text[at - 1])) at--;
        return mark - at is >= 15 and <= 18 && text[at..mark].StartsWith("00D", StringComparison.Ordinal) ? at : -1;
    }

    private static int SkipDotted(ReadOnlySpan<char> text, int at)
    {
        while (at < text.Length && (TokenText.Run.Contains(text[at]) || text[at] == '.')) at++;
        return at;
    }

    /// <summary>The second and third part of a bot token: six characters and at least 27.</summary>
    private static int DiscordEnd(ReadOnlySpan<char> text, int dot)
    {
        if (dot + 8 >= text.Length || text[dot] != '.') return -1;
        int second = TokenText.RunEnd(text, dot + 1);
        if (second - dot is < 6 or > 8 || second >= text.Length || text[second] != '.') return -1;
        int third = TokenText.RunEnd(text, Math.Min(text.Length, second + 1));
        return third - second > 26 ? third : -1;
    }

    private static bool IsHex(ReadOnlySpan<char> text) => !text.ContainsAnyExcept(TokenText.Hex);

    /// <summary>ISO 13616: two letters, two check digits, and a remainder of one by 97.</summary>
    private static bool IsIban(ReadOnlySpan<char> run)
    {
        if (!char.IsAsciiLetterUpper(run[0]) || !char.IsAsciiLetterUpper(run[1]) || !char.IsAsciiDigit(run[2]) || !char.IsAsciiDigit(run[3])) return false;
        int remainder = 0;
        for (int i = 0; i < run.Length; i++)
        {
            char c = run[(i + 4) % run.Length];
            if (!char.IsAsciiDigit(c) && !char.IsAsciiLetterUpper(c)) return false;
            remainder = (char.IsAsciiDigit(c) ? remainder * 10 + c - '0' : remainder * 100 + c - 'A' + 10) % 97;
        }
        return remainder == 1;
    }
}

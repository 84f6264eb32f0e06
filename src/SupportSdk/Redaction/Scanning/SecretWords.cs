namespace SupportSdk.Redaction.Scanning;

/// <summary>The words that a secret may stand behind or begin with: parts of names, schemes, addresses, the rarest beginnings of keys. What they mean is for the rules to say.</summary>
internal static class SecretWords
{
    /// <summary>Grouped so that the vector pass is fooled seldom: the letters of one bucket mix, and "ces" is no word for it to find.</summary>
    private static readonly string[][] Buckets =
    [
        [" -u ", "://", ":\\/\\/", "auth", "jwt"],
        ["---", "secret", "securitycode", "sess", "sig"],
        ["basic", "pass", "pat=", "pat:", "rk_live", "rk_test"],
        ["bearer", "eyj", "key"],
        ["card", "cvv", "saml"],
        ["cookie", "sk_live", "sk_test", "token", "xox"],
        ["cred", "cvc", "mnemonic"],
        ["otp", "phrase", "pwd"],
    ];

    private static readonly string[]?[] ByFirst = Enumerable.Range(0, 128)
        .Select(c => Buckets.SelectMany(bucket => bucket).Where(word => word[0] == c).ToArray()).Select(words => words.Length == 0 ? null : words).ToArray();

    public static AnchorTables Tables { get; } = new(Buckets);

    /// <summary>Whether one of the words stands here, in any case.</summary>
    public static bool StandsAt(ReadOnlySpan<char> text, int at)
    {
        char first = text[at];
        if (first >= 128 || ByFirst[char.ToLowerInvariant(first)] is not { } words) return false;
        ReadOnlySpan<char> rest = text[at..];
        foreach (string word in words)
        {
            if (rest.Length >= word.Length && (rest[1] | 0x20) == (word[1] | 0x20) && (rest[2] | 0x20) == (word[2] | 0x20) && rest.StartsWith(word, StringComparison.OrdinalIgnoreCase)) return true;
        }
        return false;
    }
}

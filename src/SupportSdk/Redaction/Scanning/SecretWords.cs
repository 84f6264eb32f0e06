namespace SupportSdk.Redaction.Scanning;

/// <summary>The words that a secret may stand behind or begin with: parts of names, schemes, addresses, the rarest beginnings of keys. What they mean is for the rules to say.</summary>
internal static class SecretWords
{
    private static readonly string[] All =
    [
        "pass", "pwd", "phrase", "secret", "token", "key", "auth", "cookie", "sess", "sig", "cred", "jwt", "otp", "cvv", "cvc", "securitycode", "mnemonic", "dsn", "saml", "pat=", "pat:",
        "card", "bearer", "basic", "webhook", "connectionstring", "connection_string", "eyj", "xox", "sk_live", "rk_live", "sk_test", "rk_test", "://", ":\\/\\/", "---", " -u ",
    ];

    private static readonly string[]?[] ByFirst = Enumerable.Range(0, 128)
        .Select(c => All.Where(word => word[0] == c).ToArray()).Select(words => words.Length == 0 ? null : words).ToArray();

    public static AnchorTables Tables { get; } = new(All);

    /// <summary>Whether one of the words stands here, in any case.</summary>
    public static bool StandsAt(ReadOnlySpan<char> text, int at)
    {
        char first = text[at];
        if (first >= 128 || ByFirst[char.ToLowerInvariant(first)] is not { } words) return false;
        ReadOnlySpan<char> rest = text[at..];
        foreach (string word in words)
        {
            if (rest.Length >= word.Length && (rest[1] | 0x20) == (word[1] | 0x20) && rest.StartsWith(word, StringComparison.OrdinalIgnoreCase)) return true;
        }
        return false;
    }
}

using System.Buffers;

namespace SupportSdk.Redaction.Rules;

/// <summary>A key format that announces itself by how it begins.</summary>
/// <param name="Rule">The rule's name in masks and in the report.</param>
/// <param name="Prefix">How the key begins; case counts.</param>
/// <param name="Pivot">The character of the prefix that is rarest in ordinary text: the scan jumps to it.</param>
/// <param name="Body">The characters after the prefix.</param>
/// <param name="Minimum">How many of them there must be at least, so that names and prose stay.</param>
internal sealed record KeyPrefix(string Rule, string Prefix, char Pivot, SearchValues<char> Body, int Minimum)
{
    public int PivotAt { get; } = Prefix.IndexOf(Pivot);
}

/// <summary>Masks the keys whose prefixes share one pivot. A new format is one line of the table.</summary>
internal sealed class KeyPrefixRule(char pivot, KeyPrefix[] prefixes) : ISecretRule
{
    private const string Alphanumeric = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static readonly SearchValues<char> Letters = SearchValues.Create(Alphanumeric);
    private static readonly SearchValues<char> Words = SearchValues.Create(Alphanumeric + "_");
    private static readonly SearchValues<char> Dashes = SearchValues.Create(Alphanumeric + "_-");
    private static readonly SearchValues<char> Dotted = SearchValues.Create(Alphanumeric + "_-.");
    private static readonly SearchValues<char> Capitals = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789");

    private static readonly KeyPrefix[] Known =
    [
        // Any longer base64 of a JSON object counts: signed, unsigned, encrypted, or cut off anywhere.
        new("jwt", "eyJ", 'J', Dotted, 16),
        new("slack-token", "xoxb-", 'x', Dashes, 10),
        new("slack-token", "xoxp-", 'x', Dashes, 10),
        new("slack-token", "xoxa-", 'x', Dashes, 10),
        new("slack-token", "xoxr-", 'x', Dashes, 10),
        new("slack-token", "xoxs-", 'x', Dashes, 10),
        new("slack-token", "xoxe-", 'x', Dashes, 10),
        new("slack-token", "xoxc-", 'x', Dashes, 10),
        new("slack-token", "xoxd-", 'x', Dashes, 10),
        new("slack-token", "xapp-", 'x', Dashes, 10),
        new("stripe-key", "sk_live_", '_', Words, 8),
        new("stripe-key", "sk_test_", '_', Words, 8),
        new("stripe-key", "rk_live_", '_', Words, 8),
        new("stripe-key", "rk_test_", '_', Words, 8),
        new("stripe-key", "whsec_", '_', Words, 8),
        new("github-token", "ghp_", '_', Words, 20),
        new("github-token", "gho_", '_', Words, 20),
        new("github-token", "ghu_", '_', Words, 20),
        new("github-token", "ghs_", '_', Words, 20),
        new("github-token", "ghr_", '_', Words, 20),
        new("github-token", "github_pat_", '_', Words, 20),
        new("npm-token", "npm_", '_', Letters, 30),
        new("gitlab-token", "glpat-", 'g', Dashes, 16),
        new("aws-key", "AKIA", 'A', Capitals, 16),
        new("aws-key", "ASIA", 'A', Capitals, 16),
        new("google-key", "AIza", 'A', Dashes, 30),
        new("sendgrid-key", "SG.", 'G', Dotted, 32),
    ];

    public static IReadOnlyList<ISecretRule> All { get; } = Known.GroupBy(key => key.Pivot).Select(keys => new KeyPrefixRule(keys.Key, keys.ToArray())).ToArray();

    public string Anchors { get; } = pivot.ToString();

    public int Apply(ReadOnlySpan<char> text, int anchor, ref MaskedText output)
    {
        foreach (KeyPrefix key in prefixes)
        {
            int start = anchor - key.PivotAt;
            if (start < 0 || text[start] != key.Prefix[0] || !text[start..].StartsWith(key.Prefix, StringComparison.Ordinal)) continue;
            int end = BodyEnd(text, start + key.Prefix.Length, key);
            if (end < 0 || !ValueText.BeginsWord(text, start, output.MaskedUntil)) continue;
            output.Mask(text, start, end, key.Rule);
            return end;
        }
        return 0;
    }

    private static int BodyEnd(ReadOnlySpan<char> text, int from, KeyPrefix key)
    {
        if (text.Length - from < key.Minimum || text.Slice(from, key.Minimum).ContainsAnyExcept(key.Body)) return -1;
        int length = text[from..].IndexOfAnyExcept(key.Body);
        int end = length < 0 ? text.Length : from + length;
        return from + text[from..end].TrimEnd('.').Length;
    }
}

using System.Buffers;

namespace SupportSdk.Redaction.Rules;

/// <summary>Masks private keys in PEM, up to their end or up to where they are cut off.</summary>
internal sealed class PemRule : ISecretRule
{
    private const string Begin = "-----BEGIN ";
    private const int LongestLabel = 48;
    private const int LongestKey = 16 * 1024;
    private static readonly SearchValues<char> Body = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=-:,\\ \t\r\n");

    public string Anchors => "B";

    public int Apply(ReadOnlySpan<char> text, int anchor, ref MaskedText output)
    {
        int start = anchor - Begin.IndexOf('B', StringComparison.Ordinal);
        int end = start < 0 ? 0 : KeyEnd(text, start);
        if (end > start) output.Mask(text, start, end, "pem-key");
        return end;
    }

    /// <summary>Where the private key that begins here ends; the start itself where none begins.</summary>
    public static int KeyEnd(ReadOnlySpan<char> text, int start)
    {
        if (!text[start..].StartsWith(Begin, StringComparison.Ordinal)) return start;
        int from = start + Begin.Length;
        ReadOnlySpan<char> label = text.Slice(from, Math.Min(LongestLabel, text.Length - from));
        int labelEnd = label.IndexOf("-----", StringComparison.Ordinal);
        return labelEnd >= 0 && label[..labelEnd].Contains("PRIVATE KEY", StringComparison.Ordinal) ? End(text, from + labelEnd + 5) : start;
    }

    private static int End(ReadOnlySpan<char> text, int from)
    {
        ReadOnlySpan<char> rest = text.Slice(from, Math.Min(LongestKey, text.Length - from));
        int last = rest.IndexOf("-----END ", StringComparison.Ordinal);
        if (last >= 0)
        {
            ReadOnlySpan<char> label = rest.Slice(last + 9, Math.Min(LongestLabel, rest.Length - last - 9));
            int close = label.IndexOf("-----", StringComparison.Ordinal);
            return from + last + 9 + (close < 0 ? 0 : close + 5);
        }
        int length = text[from..].IndexOfAnyExcept(Body);
        return length < 0 ? text.Length : from + length;
    }
}

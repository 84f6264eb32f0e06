using System.Buffers;
using SupportSdk.Redaction.Scanning;

namespace SupportSdk.Redaction.Rules;

/// <summary>Masks private keys in PEM, up to their end or up to where they are cut off.</summary>
internal static class PemRule
{
    private const string Begin = "-----BEGIN ";
    private const string Ssh2Begin = "---- BEGIN ";
    private const int LongestLabel = 48;
    private const int LongestKey = 16 * 1024;
    private static readonly SearchValues<char> Body = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=-:,\\ \t\r\n");

    public static int Apply(ReadOnlySpan<char> text, int anchor, ref MaskedText output)
    {
        int end = KeyEnd(text, anchor);
        if (end > anchor) output.Mask(text, anchor, end, "pem-key");
        return end;
    }

    /// <summary>Where the private key that begins here ends; the start itself where none begins.</summary>
    public static int KeyEnd(ReadOnlySpan<char> text, int start)
    {
        bool ssh2 = text[start..].StartsWith(Ssh2Begin, StringComparison.Ordinal);
        if (!ssh2 && !text[start..].StartsWith(Begin, StringComparison.Ordinal)) return start;
        int from = start + (ssh2 ? Ssh2Begin.Length : Begin.Length);
        ReadOnlySpan<char> label = text.Slice(from, Math.Min(LongestLabel, text.Length - from));
        int labelEnd = label.IndexOf("----", StringComparison.Ordinal);
        return labelEnd >= 0 && label[..labelEnd].Contains("PRIVATE KEY", StringComparison.Ordinal) ? End(text, from + labelEnd + 4) : start;
    }

    private static int End(ReadOnlySpan<char> text, int from)
    {
        ReadOnlySpan<char> rest = text.Slice(from, Math.Min(LongestKey, text.Length - from));
        int last = EndMark(rest);
        if (last >= 0)
        {
            ReadOnlySpan<char> label = rest.Slice(last + 9, Math.Min(LongestLabel, rest.Length - last - 9));
            int close = label.IndexOf("-----", StringComparison.Ordinal);
            return from + last + 9 + (close < 0 ? 0 : close + 5);
        }
        int length = text[from..].IndexOfAnyExcept(Body);
        return length < 0 ? text.Length : from + length;
    }

    private static int EndMark(ReadOnlySpan<char> rest)
    {
        int mark = rest.IndexOf("-----END ", StringComparison.Ordinal);
        return mark >= 0 ? mark : rest.IndexOf("---- END ", StringComparison.Ordinal);
    }
}

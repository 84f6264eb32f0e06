using System.Buffers;
using SupportSdk.Redaction.Scanning;

namespace SupportSdk.Redaction.Rules;

/// <summary>Masks private keys in PEM, up to their end or up to where they are cut off.</summary>
internal static class PemRule
{
    private const string Begin = "-----BEGIN ";
    private const string Ssh2Begin = "---- BEGIN ";
    private const int LongestLabel = 48;
    private const int LongestHeader = 256;
    private const int MostHeaders = 8;
    private const int EndLabelAt = 9;
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
        from = SkipHeaders(text, from);
        int length = text[from..].IndexOfAnyExcept(Body);
        int end = length < 0 ? text.Length : from + length;
        int last = EndMark(text[from..end]);
        if (last < 0) return end;
        int label = from + last + EndLabelAt;
        int close = text[label..end].IndexOf("----", StringComparison.Ordinal);
        if (close < 0) return end;
        end = label + close;
        while (end < text.Length && text[end] == '-') end++;
        return end;
    }

    /// <summary>Lines such as <c>Version: GnuPG v2</c> may hold characters that a key does not.</summary>
    private static int SkipHeaders(ReadOnlySpan<char> text, int from)
    {
        for (int lines = 0; lines < MostHeaders; lines++)
        {
            int start = from;
            while (start < text.Length && text[start] is '\r' or '\n') start++;
            ReadOnlySpan<char> rest = text.Slice(start, Math.Min(LongestHeader, text.Length - start));
            int length = rest.IndexOf('\n');
            if (length < 0 || !rest[..length].Contains(": ", StringComparison.Ordinal)) return from;
            from = start + length;
        }
        return from;
    }

    private static int EndMark(ReadOnlySpan<char> rest)
    {
        int mark = rest.IndexOf("-----END ", StringComparison.Ordinal);
        return mark >= 0 ? mark : rest.IndexOf("---- END ", StringComparison.Ordinal);
    }
}

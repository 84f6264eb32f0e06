using System.Buffers;

namespace SupportSdk.Redaction;

/// <summary>Masks what follows <c>Bearer</c> and <c>Basic</c>, unless it reads as prose ("basic authentication failed").</summary>
internal sealed class SchemeRule : ISecretRule
{
    private const int Shortest = 8;
    private const int LongestWord = 16;
    private static readonly SearchValues<char> Token = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~+/=");
    private static readonly SearchValues<char> Base64Characters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=");
    private static readonly SearchValues<char> NotInWords = SearchValues.Create("0123456789+=");

    public string Anchors => "Bb";

    public int Apply(ReadOnlySpan<char> text, int anchor, ref MaskedText output)
    {
        ReadOnlySpan<char> rest = text[anchor..];
        bool bearer = rest.StartsWith("bearer", StringComparison.OrdinalIgnoreCase);
        if (!bearer && !rest.StartsWith("basic", StringComparison.OrdinalIgnoreCase)) return 0;
        int start = ValueText.SkipEncodedGap(text, anchor + (bearer ? 6 : 5));
        if (start < 0 || !ValueText.BeginsWord(text, anchor, output.MaskedUntil)) return 0;
        int length = text[start..].IndexOfAnyExcept(bearer ? Token : Base64Characters);
        int end = length < 0 ? text.Length : start + length;
        ReadOnlySpan<char> value = text[start..end].TrimEnd('.');
        if (value.Length < Shortest || (bearer ? IsProse(value) : !IsBasic(value))) return 0;
        output.Mask(text, start, start + value.Length, bearer ? "bearer" : "basic");
        return end;
    }

    private static bool IsProse(ReadOnlySpan<char> value)
    {
        if (value.StartsWith("token", StringComparison.OrdinalIgnoreCase) || value.StartsWith("authori", StringComparison.OrdinalIgnoreCase)) return true;
        foreach (char c in value[1..])
        {
            if (!char.IsAsciiLetterLower(c)) return false;
        }
        return value.Length <= LongestWord;
    }

    /// <summary>Credentials decode to user:password; what is cut off or odd still counts where no word looks so.</summary>
    private static bool IsBasic(ReadOnlySpan<char> value)
    {
        if (value.ContainsAny(NotInWords)) return true;
        ReadOnlySpan<char> whole = value[..(Math.Min(value.Length, 256) & ~3)];
        Span<byte> decoded = stackalloc byte[192];
        return Convert.TryFromBase64Chars(whole, decoded, out int written) && decoded[..written].Contains((byte)':');
    }
}

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

/// <summary>Masks e-mail addresses; only by option, since a user ID may be one.</summary>
internal sealed class EmailRule : ISecretRule
{
    private const int LongestLocal = 64;
    private const int LongestDomain = 255;
    private static readonly SearchValues<char> Local = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._%+-");

    public string Anchors => "@";

    public int Apply(ReadOnlySpan<char> text, int anchor, ref MaskedText output)
    {
        int lowest = Math.Max(0, anchor - LongestLocal);
        int start = lowest + text[lowest..anchor].LastIndexOfAnyExcept(Local) + 1;
        ReadOnlySpan<char> domain = text.Slice(anchor + 1, Math.Min(LongestDomain, text.Length - anchor - 1));
        int length = domain.IndexOfAnyExcept(Local);
        if (length >= 0) domain = domain[..length];
        domain = domain.TrimEnd("._%+-");
        int dot = domain.LastIndexOf('.');
        if (start == anchor || dot <= 0 || domain.Length - dot < 3) return 0;
        int end = anchor + 1 + domain.Length;
        output.Mask(text, start, end, "email");
        return end;
    }
}

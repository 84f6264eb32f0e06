using System.Buffers;
using SupportSdk.Redaction.Scanning;

namespace SupportSdk.Redaction.Rules;

/// <summary>Masks what follows <c>Bearer</c> and <c>Basic</c>, unless it reads as prose ("basic authentication failed").</summary>
internal static class SchemeRule
{
    private const int Shortest = 8;
    private const int LongestWord = 16;
    private static readonly SearchValues<char> Token = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~+/=");
    private static readonly SearchValues<char> Base64Characters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=");
    private static readonly SearchValues<char> NotInWords = SearchValues.Create("0123456789+=");

    public static int Apply(ReadOnlySpan<char> text, int anchor, ref MaskedText output)
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

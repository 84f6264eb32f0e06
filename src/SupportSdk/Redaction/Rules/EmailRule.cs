using System.Buffers;
using SupportSdk.Redaction.Scanning;

namespace SupportSdk.Redaction.Rules;

/// <summary>Masks e-mail addresses; only by option, since a user ID may be one.</summary>
internal static class EmailRule
{
    private const int LongestLocal = 64;
    private const int LongestDomain = 255;
    private static readonly SearchValues<char> Local = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._%+-");

    public static void Apply(ReadOnlySpan<char> text, ref MaskedText output)
    {
        int at = 0;
        while (at < text.Length && text[at..].IndexOf('@') is >= 0 and int step)
        {
            at = Math.Max(at + step + 1, Apply(text, at + step, ref output));
        }
    }

    private static int Apply(ReadOnlySpan<char> text, int anchor, ref MaskedText output)
    {
        int lowest = Math.Max(output.MaskedUntil, anchor - LongestLocal);
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

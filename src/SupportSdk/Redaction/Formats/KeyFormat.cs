using System.Buffers;

namespace SupportSdk.Redaction.Formats;

/// <summary>A key format that announces itself by how it begins.</summary>
/// <param name="Rule">The rule's name in masks and in the report.</param>
/// <param name="Prefix">How the key begins; case counts.</param>
/// <param name="Body">The characters after the prefix.</param>
/// <param name="Minimum">How many of them there must be at least, so that names and prose stay.</param>
/// <param name="WithoutDots">The characters of a body that holds no dot, where they are others.</param>
internal sealed record KeyFormat(string Rule, string Prefix, SearchValues<char> Body, int Minimum, SearchValues<char>? WithoutDots = null)
{
    /// <summary>Whether the prefix alone says too little: words begin so too.</summary>
    private bool IsShort { get; } = Prefix.Length <= 3 && Prefix != "eyJ";

    /// <summary>Where the key that begins here ends; -1 where none does.</summary>
    public int EndOf(ReadOnlySpan<char> text, int start)
    {
        if (!text[start..].StartsWith(Prefix, StringComparison.Ordinal)) return -1;
        int from = start + Prefix.Length;
        if (text.Length - from < Minimum || text.Slice(from, Minimum).ContainsAnyExcept(Body)) return -1;
        int end = End(text, from, Body);
        if (WithoutDots is not null && !text[from..end].Contains('.')) end = End(text, from, WithoutDots);
        ReadOnlySpan<char> body = text[from..end].TrimEnd('.');
        return IsShort && !RandomText.IsLikelySecret(body) ? -1 : from + body.Length;
    }

    private static int End(ReadOnlySpan<char> text, int from, SearchValues<char> body)
    {
        int length = text[from..].IndexOfAnyExcept(body);
        return length < 0 ? text.Length : from + length;
    }
}

using System.Buffers;

namespace SupportSdk.Redaction.Formats;

/// <summary>The characters of keys, and where runs of them end.</summary>
internal static class TokenText
{
    private const string Alphanumeric = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    /// <summary>What the scan calls a run.</summary>
    public static readonly SearchValues<char> Run = SearchValues.Create(Alphanumeric + "-_~");

    public static readonly SearchValues<char> Base64 = SearchValues.Create(Alphanumeric + "+/-_");

    public static readonly SearchValues<char> Hex = SearchValues.Create("0123456789abcdefABCDEF");

    public static int RunEnd(ReadOnlySpan<char> text, int at)
    {
        int length = text[at..].IndexOfAnyExcept(Run);
        return length < 0 ? text.Length : at + length;
    }

    /// <summary>The run of a class that holds this place.</summary>
    public static (int Start, int End) Around(ReadOnlySpan<char> text, int at, int lowest, SearchValues<char> characters)
    {
        int start = lowest + text[lowest..at].LastIndexOfAnyExcept(characters) + 1;
        int length = text[at..].IndexOfAnyExcept(characters);
        return (start, length < 0 ? text.Length : at + length);
    }
}

using System.Globalization;

namespace SupportSdk.Paragon;

/// <summary>Undoes the escapes that an address meets on its way into a text: JSON's, once or several times over, percent encoding, HTML's numbers.</summary>
internal static class EscapedText
{
    private const int LongestEntity = 8;

    /// <summary>Decodes a text until it ends or the target is full.</summary>
    /// <returns>How many characters were written.</returns>
    public static int Decode(ReadOnlySpan<char> text, Span<char> target)
    {
        var written = 0;
        while (!text.IsEmpty && written < target.Length)
        {
            var length = ReadOne(text, out target[written++]);
            text = text[length..];
        }

        return written;
    }

    /// <summary>Reads the first character of a text that is not empty.</summary>
    /// <param name="text">The text.</param>
    /// <param name="character">The character that it stands for.</param>
    /// <returns>How many characters of the text it takes.</returns>
    public static int ReadOne(ReadOnlySpan<char> text, out char character) => text[0] switch
    {
        '\\' => ReadBackslash(text, out character),
        '%' => ReadPercent(text, out character),
        '&' => ReadEntity(text, out character),
        _ => Take(text[0], 1, out character),
    };

    // A JSON string in a JSON string doubles its backslashes, so any number of them is one escape.
    private static int ReadBackslash(ReadOnlySpan<char> text, out char character)
    {
        var escaped = text.IndexOfAnyExcept('\\');
        if (escaped < 0)
        {
            return Take('\\', text.Length, out character);
        }

        return text[escaped] == 'u' && TryHex(text, escaped + 1, 4, out var code)
            ? Take((char)code, escaped + 5, out character)
            : Take(text[escaped], escaped + 1, out character);
    }

    // %2F that was encoded again is %252F, and so on.
    private static int ReadPercent(ReadOnlySpan<char> text, out char character)
    {
        var digits = 1;
        while (text[digits..].StartsWith("25", StringComparison.Ordinal))
        {
            digits += 2;
        }

        return TryHex(text, digits, 2, out var code) ? Take((char)code, digits + 2, out character) : Take('%', 1, out character);
    }

    private static int ReadEntity(ReadOnlySpan<char> text, out char character)
    {
        var end = text[..Math.Min(text.Length, LongestEntity)].IndexOf(';');
        if (end > 3 && text.StartsWith("&#x", StringComparison.OrdinalIgnoreCase) && TryHex(text, 3, end - 3, out var code))
        {
            return Take((char)code, end + 1, out character);
        }

        return end > 2 && text[1] == '#' && ushort.TryParse(text[2..end], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? Take((char)number, end + 1, out character)
            : Take('&', 1, out character);
    }

    private static bool TryHex(ReadOnlySpan<char> text, int from, int length, out ushort code)
    {
        code = 0;
        return text.Length >= from + length && ushort.TryParse(text.Slice(from, length), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out code);
    }

    private static int Take(char value, int length, out char character)
    {
        character = value;
        return length;
    }
}

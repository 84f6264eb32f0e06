using System.Buffers;
using System.Globalization;

namespace SupportSdk.Redaction.Scanning;

/// <summary>A text with percent, unicode and entity escapes decoded, one layer of them, and where each character came from. Buffers are rented; nothing is allocated.</summary>
internal ref struct DecodedText
{
    private static readonly (string Name, char Value)[] Entities = [("&quot;", '"'), ("&apos;", '\''), ("&amp;", '&'), ("&lt;", '<'), ("&gt;", '>')];

    private readonly char[] _characters;
    private readonly int[] _origins;
    private int _length;

    public DecodedText(ReadOnlySpan<char> text)
    {
        _characters = ArrayPool<char>.Shared.Rent(text.Length + 1);
        _origins = ArrayPool<int>.Shared.Rent(text.Length + 1);
        int at = 0;
        while (at < text.Length)
        {
            int step = text[at..].IndexOfAny('%', '\\', '&');
            int next = step < 0 ? text.Length : at + step;
            for (; at < next; at++) Add(text[at], at);
            if (at == text.Length) break;
            int length = EscapeAt(text, at, out char value);
            Add(length == 0 ? text[at] : value, at);
            at += Math.Max(1, length);
        }
        _origins[_length] = text.Length;
    }

    public readonly ReadOnlySpan<char> Characters => _characters.AsSpan(0, _length);

    /// <summary>For each decoded character, and for the end, the place in the source.</summary>
    public readonly ReadOnlySpan<int> Origins => _origins.AsSpan(0, _length + 1);

    public static bool IsEscape(ReadOnlySpan<char> text, int at) => EscapeAt(text, at, out _) > 0;

    public readonly void Return()
    {
        ArrayPool<char>.Shared.Return(_characters, clearArray: true);
        ArrayPool<int>.Shared.Return(_origins);
    }

    private void Add(char c, int origin)
    {
        _characters[_length] = c;
        _origins[_length++] = origin;
    }

    /// <summary>The length of the escape that stands here; 0 where there is none.</summary>
    private static int EscapeAt(ReadOnlySpan<char> text, int at, out char value)
    {
        value = '\0';
        return text[at] switch
        {
            '%' => Hex(text, at + 1, 2, out value) ? 3 : 0,
            '\\' => UnicodeAt(text, at, out value),
            '&' => EntityAt(text, at, out value),
            _ => 0,
        };
    }

    /// <summary><c>\u0022</c>, also with more backslashes (JSON in a string).</summary>
    private static int UnicodeAt(ReadOnlySpan<char> text, int at, out char value)
    {
        const int Most = 16;
        value = '\0';
        int mark = at + 1;
        while (mark < text.Length && mark - at < Most && text[mark] == '\\') mark++;
        if (mark >= text.Length || text[mark] is not ('u' or 'x')) return 0;
        int digits = text[mark] == 'u' ? 4 : 2;
        return Hex(text, mark + 1, digits, out value) ? mark + 1 + digits - at : 0;
    }

    private static int EntityAt(ReadOnlySpan<char> text, int at, out char value)
    {
        const int Longest = 8;
        ReadOnlySpan<char> rest = text.Slice(at, Math.Min(Longest, text.Length - at));
        foreach ((string name, char character) in Entities)
        {
            value = character;
            if (rest.StartsWith(name, StringComparison.Ordinal)) return name.Length;
        }
        value = '\0';
        int end = rest.IndexOf(';');
        if (end < 3 || rest[1] != '#') return 0;
        bool hex = rest[2] is 'x' or 'X';
        ReadOnlySpan<char> digits = rest[(hex ? 3 : 2)..end];
        if (!ushort.TryParse(digits, hex ? NumberStyles.AllowHexSpecifier : NumberStyles.None, CultureInfo.InvariantCulture, out ushort code)) return 0;
        value = (char)code;
        return end + 1;
    }

    private static bool Hex(ReadOnlySpan<char> text, int at, int digits, out char value)
    {
        value = '\0';
        if (at + digits > text.Length || !ushort.TryParse(text.Slice(at, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ushort code)) return false;
        value = (char)code;
        return true;
    }
}

using System.Buffers;
using System.Text;

namespace SupportSdk.Redaction.Rules;

/// <summary>Characters that end something. Those beyond ASCII are looked for only where the text has any, since a search for both is several times slower.</summary>
internal sealed class StopCharacters(string characters)
{
    private readonly SearchValues<char> _ascii = SearchValues.Create(characters.Where(char.IsAscii).ToArray());
    private readonly SearchValues<char> _all = SearchValues.Create(characters);

    public int IndexIn(ReadOnlySpan<char> text)
    {
        int index = text.IndexOfAny(_ascii);
        ReadOnlySpan<char> before = index < 0 ? text : text[..index];
        int wide = Ascii.IsValid(before) ? -1 : before.IndexOfAny(_all);
        return wide < 0 ? index : wide;
    }

    public bool Contains(char c) => c < 128 ? _ascii.Contains(c) : _all.Contains(c);
}

using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text.Json.Serialization;

namespace SupportSdk;

/// <summary>A ticket's id: 48 random bits as three pronounceable words, for example <c>lusab-babad-gutih</c>.</summary>
/// <remarks>
/// It can be spelled on the phone, and it holds no digit, so that no help desk takes it for one of its issue keys (<c>ABC-123</c>).
/// The words are proquints: D. S. Wilkerson, "A Proposal for Proquints: Identifiers that are Readable, Spellable, and Pronounceable", arXiv:0901.4016.
/// </remarks>
[JsonConverter(typeof(TicketIdJsonConverter))]
public readonly record struct TicketId : IParsable<TicketId>
{
    private const string Consonants = "bdfghjklmnprstvz";
    private const string Vowels = "aiou";
    private const int WordLength = 5;
    private const int Length = 17;

    private readonly string? _text;

    private TicketId(string text) => _text = text;

    /// <summary>Makes a new random id.</summary>
    public static TicketId Create()
    {
        Span<byte> random = stackalloc byte[6];
        RandomNumberGenerator.Fill(random);
        Span<char> text = stackalloc char[Length];
        for (var word = 0; word < 3; word++)
        {
            WriteWord(BinaryPrimitives.ReadUInt16BigEndian(random[(word * 2)..]), text[(word * 6)..]);
        }

        text[5] = text[11] = '-';
        return new TicketId(text.ToString());
    }

    /// <summary>Reads an id; upper case and white space around it are accepted.</summary>
    /// <exception cref="FormatException">The text is not a ticket id.</exception>
    public static TicketId Parse(string s) =>
        TryParse(s, out var id) ? id : throw new FormatException("A ticket id is three words of five letters, for example lusab-babad-gutih.");

    /// <summary>Reads an id; upper case and white space around it are accepted.</summary>
    public static bool TryParse([NotNullWhen(true)] string? s, out TicketId result)
    {
        result = default;
        var text = s?.Trim();
        if (text is not { Length: Length })
        {
            return false;
        }

        text = text.ToLowerInvariant();
        for (var i = 0; i < Length; i++)
        {
            if (!Allowed(i % (WordLength + 1)).Contains(text[i], StringComparison.Ordinal))
            {
                return false;
            }
        }

        result = new TicketId(text);
        return true;
    }

    /// <summary>The id's text.</summary>
    public override string ToString() => _text ?? "";

    static TicketId IParsable<TicketId>.Parse(string s, IFormatProvider? provider) => Parse(s);

    static bool IParsable<TicketId>.TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out TicketId result) => TryParse(s, out result);

    private static string Allowed(int place) => place switch { WordLength => "-", 1 or 3 => Vowels, _ => Consonants };

    private static void WriteWord(ushort bits, Span<char> word)
    {
        word[0] = Consonants[bits >> 12];
        word[1] = Vowels[(bits >> 10) & 3];
        word[2] = Consonants[(bits >> 6) & 15];
        word[3] = Vowels[(bits >> 4) & 3];
        word[4] = Consonants[bits & 15];
    }
}

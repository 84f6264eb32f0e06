using System.Buffers;
using System.Text;

namespace SupportSdk.Redaction.Scanning;

/// <summary>The text as it will be kept: nothing is copied until the first mask.</summary>
internal ref struct MaskedText
{
    private const string Opening = "[redacted:";
    private const string AddressMask = "REDACTED";
    private const int LongestMask = 48;

    /// <summary>No mask is longer.</summary>
    public const int Longest = LongestMask + 10;

    private static readonly SearchValues<char> RuleCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");

    private readonly RedactionTally? _tally;
    private readonly string _place;
    private readonly ReadOnlySpan<char> _original;
    private readonly ReadOnlySpan<int> _origins;
    private StringBuilder? _output;
    private int _copied;

    public MaskedText(RedactionTally? tally, string place)
    {
        _tally = tally;
        _place = place;
    }

    /// <summary>A text that is scanned as what it decodes to: masks go to the places of the original that it came from.</summary>
    public MaskedText(RedactionTally? tally, string place, ReadOnlySpan<char> original, ReadOnlySpan<int> origins)
        : this(tally, place)
    {
        _original = original;
        _origins = origins;
    }

    /// <summary>Only asks whether there is a secret; keeps nothing.</summary>
    public static MaskedText Probe(int depth) => new(null, "") { IsProbe = true, Depth = depth };

    public bool IsProbe { get; private init; }

    /// <summary>How many wrappings (base64 and its like) stand around this text.</summary>
    public int Depth { get; private init; }

    /// <summary>Whether masks must be legal inside an address.</summary>
    public bool InAddress { get; set; }

    /// <summary>Where the address ends that the scan is in.</summary>
    public int AddressEnd { get; set; }

    /// <summary>Whether percent, unicode or entity escapes were seen: the text is looked at once more as what it decodes to.</summary>
    public bool HasEscapes { get; set; }

    /// <summary>Where the encoded run ends that was judged last.</summary>
    public int JudgedUntil { get; set; }

    /// <summary>Whether anything was masked.</summary>
    public bool Found { get; private set; }

    /// <summary>Where the last mask ended in the source.</summary>
    public int MaskedUntil { get; private set; }

    /// <summary>Masks a part of the source, from left to right. What is a mask already stays, so that redacting twice changes nothing.</summary>
    public void Mask(ReadOnlySpan<char> source, int start, int end, string rule, ReadOnlySpan<char> quote = default)
    {
        start = Math.Max(start, MaskedUntil);
        if (start >= end || MaskLength(source[start..end]) == end - start) return;
        Found = true;
        bool inAddress = InAddress || start < AddressEnd;
        MaskedUntil = end;
        if (IsProbe) return;
        if (!_origins.IsEmpty)
        {
            source = _original;
            (start, end) = (Math.Max(_copied, _origins[start]), _origins[end]);
        }
        _output ??= new StringBuilder(source.Length + 16);
        _output.Append(source[_copied..start]).Append(quote);
        if (inAddress) _output.Append(AddressMask);
        else _output.Append(Opening).Append(rule).Append(']');
        _output.Append(quote);
        _copied = end;
        _tally?.Add(rule, _place, end - start);
    }

    public readonly string Finish(string source) => _output is null ? source : _output.Append(source.AsSpan(_copied)).ToString();

    /// <summary>The length of the mask at the start of the text; 0 where there is none.</summary>
    public static int MaskLength(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty || text[0] is not ('R' or '[')) return 0;
        if (text.StartsWith(AddressMask, StringComparison.Ordinal)) return AddressMask.Length;
        if (!text.StartsWith(Opening, StringComparison.Ordinal)) return 0;
        ReadOnlySpan<char> rule = text.Slice(Opening.Length, Math.Min(LongestMask, text.Length - Opening.Length));
        int length = rule.IndexOf(']');
        if (length <= 0 || rule[..length].ContainsAnyExcept(RuleCharacters)) return 0;
        return Opening.Length + length + 1;
    }
}

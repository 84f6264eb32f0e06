using System.Buffers;
using System.Text;

namespace SupportSdk.Redaction.Rules;

/// <summary>The text as it will be kept: nothing is copied until the first mask.</summary>
internal ref struct MaskedText(RedactionTally? tally, string place)
{
    private const string Opening = "[redacted:";
    private const string AddressMask = "REDACTED";
    private const int LongestRule = 32;
    private static readonly SearchValues<char> RuleCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz-");

    private StringBuilder? _output;
    private int _copied;

    /// <summary>Whether masks must be legal inside an address.</summary>
    public bool InAddress { get; set; }

    /// <summary>Where the last mask ended in the source.</summary>
    public readonly int MaskedUntil => _copied;

    /// <summary>Masks a part of the source, from left to right. What is a mask already stays, so that redacting twice changes nothing.</summary>
    public void Mask(ReadOnlySpan<char> source, int start, int end, string rule, ReadOnlySpan<char> quote = default)
    {
        start = Math.Max(start, _copied);
        if (start >= end || MaskLength(source[start..end]) == end - start) return;
        _output ??= new StringBuilder(source.Length + 16);
        _output.Append(source[_copied..start]).Append(quote);
        if (InAddress) _output.Append(AddressMask);
        else _output.Append(Opening).Append(rule).Append(']');
        _output.Append(quote);
        _copied = end;
        tally?.Add(rule, place);
    }

    public readonly string Finish(string source) => _output is null ? source : _output.Append(source.AsSpan(_copied)).ToString();

    /// <summary>The length of the mask at the start of the text; 0 where there is none.</summary>
    public static int MaskLength(ReadOnlySpan<char> text)
    {
        if (text.StartsWith(AddressMask, StringComparison.Ordinal)) return AddressMask.Length;
        if (!text.StartsWith(Opening, StringComparison.Ordinal)) return 0;
        ReadOnlySpan<char> rule = text.Slice(Opening.Length, Math.Min(LongestRule, text.Length - Opening.Length));
        int length = rule.IndexOf(']');
        if (length <= 0 || rule[..length].ContainsAnyExcept(RuleCharacters)) return 0;
        return Opening.Length + length + 1;
    }
}

using SupportSdk.Redaction.Formats;
using SupportSdk.Redaction.Rules;

namespace SupportSdk.Redaction.Scanning;

/// <summary>Goes from anchor to anchor in one pass and asks the rule of each. Linear, since a rule looks far only at what it masks or at what it makes the scan skip.</summary>
internal sealed class SecretScanner(UrlRedactor? addresses)
{
    public void Scan(ReadOnlySpan<char> text, int from, ref MaskedText output)
    {
        var anchors = new AnchorFinder(text, from, SecretWords.Tables);
        while (anchors.Next(from, out int at, out AnchorKinds kinds))
        {
            from = Math.Max(at + 1, Apply(text, at, kinds, ref output));
        }
    }

    private int Apply(ReadOnlySpan<char> text, int at, AnchorKinds kinds, ref MaskedText output)
    {
        int next = 0;
        if ((kinds & AnchorKinds.Word) != 0 && SecretWords.StandsAt(text, at)) next = ApplyWord(text, at, ref output);
        if (next <= at && (kinds & AnchorKinds.Mark) != 0) next = ApplyMark(text, at, ref output);
        if (next <= at && (kinds & AnchorKinds.Digits) != 0) next = NumberRule.Apply(text, at, ref output);
        if (next <= at && (kinds & AnchorKinds.Token) != 0) next = TokenRule.Apply(text, at, ref output);
        return next;
    }

    private int ApplyWord(ReadOnlySpan<char> text, int at, ref MaskedText output)
    {
        switch (text[at])
        {
            case ':': return addresses?.ApplyAbsolute(text, at, ref output) ?? 0;
            case '-': return PemRule.Apply(text, at, ref output);
            case ' ': return CommandLineRule.ApplyUser(text, at, ref output);
            case 'b' or 'B':
                int next = SchemeRule.Apply(text, at, ref output);
                return next > 0 ? next : NamedValueRule.ApplyWord(text, at, ref output);
            case 'e' or 'E' or 'x' or 'X' or 'r' or 'R': return TokenRule.ApplyFormat(text, at, ref output);
            case 's' or 'S' when text[at + 1] is 'k' or 'K': return TokenRule.ApplyFormat(text, at, ref output);
            default: return NamedValueRule.ApplyWord(text, at, ref output);
        }
    }

    private int ApplyMark(ReadOnlySpan<char> text, int at, ref MaskedText output)
    {
        switch (text[at])
        {
            case '?': return addresses?.ApplyRelative(text, at, ref output) ?? 0;
            case '~': return TokenShapes.ApplyTilde(text, at, ref output);
            default:
                output.HasEscapes |= DecodedText.IsEscape(text, at);
                return 0;
        }
    }
}

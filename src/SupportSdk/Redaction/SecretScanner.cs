using System.Buffers;
using SupportSdk.Redaction.Rules;

namespace SupportSdk.Redaction;

/// <summary>Jumps from anchor to anchor in one vectorised pass and asks the rules that begin there. Linear, since a rule looks far only at what it masks.</summary>
internal sealed class SecretScanner
{
    private readonly ISecretRule[][] _rulesByAnchor = new ISecretRule[128][];
    private readonly SearchValues<char> _anchors;

    public SecretScanner(params IReadOnlyList<ISecretRule> rules)
    {
        foreach (char anchor in rules.SelectMany(rule => rule.Anchors).Distinct())
        {
            _rulesByAnchor[anchor] = rules.Where(rule => rule.Anchors.Contains(anchor)).ToArray();
        }
        _anchors = SearchValues.Create(rules.SelectMany(rule => rule.Anchors).Distinct().ToArray());
    }

    public void Scan(ReadOnlySpan<char> text, int from, ref MaskedText output)
    {
        while (from < text.Length)
        {
            int step = text[from..].IndexOfAny(_anchors);
            if (step < 0) return;
            int anchor = from + step;
            from = Math.Max(anchor + 1, ApplyFirst(text, anchor, ref output));
        }
    }

    private int ApplyFirst(ReadOnlySpan<char> text, int anchor, ref MaskedText output)
    {
        foreach (ISecretRule rule in _rulesByAnchor[text[anchor]])
        {
            int next = rule.Apply(text, anchor, ref output);
            if (next > anchor) return next;
        }
        return 0;
    }
}

using System.Text.RegularExpressions;
using SupportSdk.Redaction.Scanning;

namespace SupportSdk.Redaction;

/// <summary>The rules of the app, each as an automaton without backtracking where its pattern allows that, else with a time-out.</summary>
internal sealed class CustomRules
{
    public const string Failed = "custom-rule-failed";

    private const string SecretGroup = "secret";
    private readonly (string Name, Regex Regex)[] _rules;

    public CustomRules(IEnumerable<RedactionRule> rules) => _rules = rules.Select(rule => (rule.Name, Compile(rule))).ToArray();

    public bool IsEmpty => _rules.Length == 0;

    /// <exception cref="ArgumentException">The pattern is not a regular expression.</exception>
    public static Regex Compile(RedactionRule rule)
    {
        RegexOptions options = RegexOptions.CultureInvariant | (rule.IgnoreCase ? RegexOptions.IgnoreCase : RegexOptions.None);
        try
        {
            return new Regex(rule.Pattern, options | RegexOptions.NonBacktracking);
        }
        catch (NotSupportedException)
        {
            return new Regex(rule.Pattern, options, rule.Timeout); // lookarounds and back-references need backtracking
        }
    }

    /// <summary>Masks what the rules match; false where one of them failed, so that nobody knows what it would have masked.</summary>
    public bool Apply(string text, ref MaskedText output)
    {
        var found = new List<(int Start, int End, string Rule)>();
        try
        {
            foreach ((string name, Regex regex) in _rules)
            {
                Collect(text, name, regex, found);
            }
        }
        catch (RegexMatchTimeoutException)
        {
            return false;
        }
        foreach ((int start, int end, string rule) in found.OrderBy(match => match.Start).ThenByDescending(match => match.End))
        {
            output.Mask(text, start, end, rule);
        }
        return true;
    }

    private static void Collect(string text, string name, Regex regex, List<(int Start, int End, string Rule)> found)
    {
        // The time-out of a regex begins anew with each match: many slow matches must not add up.
        long deadline = regex.MatchTimeout == Regex.InfiniteMatchTimeout ? long.MaxValue : Environment.TickCount64 + (long)regex.MatchTimeout.TotalMilliseconds;
        for (Match match = regex.Match(text); match.Success; match = match.NextMatch())
        {
            Group group = match.Groups[SecretGroup] is { Success: true } secret ? secret : match;
            if (group.Length > 0 && !InMask(text, group)) found.Add((group.Index, group.Index + group.Length, name));
            if (Environment.TickCount64 > deadline) throw new RegexMatchTimeoutException();
        }
    }

    /// <summary>A mask is never masked again, not even in part: masking twice changes nothing.</summary>
    private static bool InMask(string text, Group group)
    {
        int from = Math.Max(0, group.Index - MaskedText.Longest);
        for (int at = from; at < group.Index + group.Length; at++)
        {
            int length = MaskedText.MaskLength(text.AsSpan(at));
            if (length > 0 && at + length > group.Index && (at < group.Index || at + length >= group.Index + group.Length)) return true;
        }
        return false;
    }
}

using System.Buffers;

namespace SupportSdk.Redaction;

/// <summary>The rules of the redaction settings.</summary>
internal static class RedactionOptionsRules
{
    private const int LongestName = 32;
    private static readonly TimeSpan LongestTimeout = TimeSpan.FromSeconds(1);
    private static readonly SearchValues<char> NameCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");

    public static IEnumerable<string> Problems(RedactionOptions options)
    {
        for (var i = 0; i < options.CustomRules.Count; i++)
        {
            var rule = options.CustomRules[i];
            var name = $"SupportOptions.Redaction.CustomRules[{i.ToString(System.Globalization.CultureInfo.InvariantCulture)}]";
            if (string.IsNullOrEmpty(rule.Name) || rule.Name.Length > LongestName || rule.Name.AsSpan().ContainsAnyExcept(NameCharacters))
            {
                yield return $"{name}.Name must be 1 to 32 lower-case letters, digits and dashes.";
            }

            if (rule.Timeout < TimeSpan.FromMilliseconds(1) || rule.Timeout > LongestTimeout)
            {
                yield return $"{name}.Timeout is {rule.Timeout}: use 00:00:00.0010000 to {LongestTimeout}.";
            }
            else if (string.IsNullOrEmpty(rule.Pattern) || !IsPattern(rule))
            {
                yield return $"{name}.Pattern is not a regular expression.";
            }
        }
    }

    private static bool IsPattern(RedactionRule rule)
    {
        try
        {
            return CustomRules.Compile(rule) is not null;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}

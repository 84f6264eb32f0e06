using System.Globalization;
using SupportSdk.Redaction.Names;

namespace SupportSdk.Facts;

/// <summary>What <see cref="FactOptions"/> must keep; the wrong settings are named all at once. Nothing is read or written to find out.</summary>
internal static class FactOptionsRules
{
    private const int MostPackages = 50;
    private const int MostVariables = 20;
    private const int LongestName = 100;

    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(3);

    /// <summary>Every wrong setting in words, empty where all is well.</summary>
    public static IEnumerable<string> Problems(FactOptions options)
    {
        if (options.Timeout < Shortest || options.Timeout > Longest)
        {
            yield return $"SupportOptions.Facts.Timeout is {options.Timeout}: use {Shortest} to {Longest}.";
        }

        if (options.Packages.Count > MostPackages || options.Packages.Any(p => string.IsNullOrWhiteSpace(p) || p.Length > LongestName))
        {
            yield return $"SupportOptions.Facts.Packages must hold at most {Text(MostPackages)} names of assemblies, of 1 to {Text(LongestName)} characters each.";
        }

        if (options.RegionVariables.Count > MostVariables || options.RegionVariables.Any(v => string.IsNullOrWhiteSpace(v) || v.Length > LongestName))
        {
            yield return $"SupportOptions.Facts.RegionVariables must hold at most {Text(MostVariables)} names, of 1 to {Text(LongestName)} characters each.";
        }

        foreach (var variable in options.RegionVariables.Where(v => v is not null && SecretNames.IsSecret(v)))
        {
            yield return $"SupportOptions.Facts.RegionVariables names {variable}, which looks like a secret's name: its value would be in every ticket.";
        }

        if (options.BaselinePath is { } path && (string.IsNullOrWhiteSpace(path) || path.Contains('\0', StringComparison.Ordinal) || Path.GetFileName(path).Length == 0))
        {
            yield return "SupportOptions.Facts.BaselinePath must be the path of a file, or null.";
        }
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}

using System.Collections.Immutable;
using Microsoft.CodeAnalysis.Diagnostics;

namespace SupportSdk.Analyzers.Symbols;

/// <summary>Reads the texts of options: white space around them does not count, and an empty one is not set.</summary>
internal static class OptionText
{
    private static readonly char[] Separators = [',', ';'];

    public static string? Value(AnalyzerConfigOptions options, string key) =>
        options.TryGetValue(key, out var text) && !string.IsNullOrWhiteSpace(text) ? text.Trim() : null;

    /// <summary>The parts of a list; case does not count.</summary>
    public static ImmutableHashSet<string> List(AnalyzerConfigOptions options, string key) =>
        ImmutableHashSet.CreateRange(
            StringComparer.OrdinalIgnoreCase,
            (Value(options, key) ?? "").Split(Separators, StringSplitOptions.RemoveEmptyEntries).Select(part => part.Trim()).Where(part => part.Length > 0));
}

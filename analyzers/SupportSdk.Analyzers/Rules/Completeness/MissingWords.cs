using SupportSdk.Analyzers.Symbols;

namespace SupportSdk.Analyzers.Rules.Completeness;

/// <summary>A list of what is missing, as a message says it.</summary>
internal static class MissingWords
{
    public static string Of(IReadOnlyList<Requirement> requirements) =>
        requirements.Count == 1 ? requirements[0].Words
        : string.Join(", ", requirements.Take(requirements.Count - 1).Select(requirement => requirement.Words)) + " and " + requirements[requirements.Count - 1].Words;
}

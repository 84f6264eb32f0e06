using System.Text.RegularExpressions;
using SupportSdk.Analyzers.Tests.Verify;

namespace SupportSdk.Analyzers.Tests.Pages;

/// <summary>Reads the C# blocks of a rule's page, section by section.</summary>
internal static partial class RulePage
{
    public static IReadOnlyList<string> Blocks(string id, string section)
    {
        var page = Tree.Read($"docs/rules/{id}.md");
        var start = page.IndexOf($"\n## {section}\n", StringComparison.Ordinal);
        var end = page.IndexOf("\n## ", start + 4, StringComparison.Ordinal);
        return [.. Block().Matches(page[start..(end < 0 ? page.Length : end)]).Select(match => match.Groups[1].Value)];
    }

    public static Task<IReadOnlyList<Finding>> FindingsAsync(string code) => UserRun.FindingsAsync(code);

    [GeneratedRegex("```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Block();
}

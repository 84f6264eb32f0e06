using System.Runtime.CompilerServices;
using SupportSdk.Redaction;
using SupportSdk.Redaction.Formats;

namespace SupportSdk.Tests.Redaction;

/// <summary>docs/redaction.md says what the code does.</summary>
public sealed class RedactionPageTests
{
    [Fact]
    public void Page_KeyFormats_AreThoseOfTheCode()
    {
        string[] rows = Page().SkipWhile(line => line != "## Key formats").Where(line => line.StartsWith("| `", StringComparison.Ordinal)).ToArray();
        string[] expected = KeyFormats.All.GroupBy(format => format.Rule).OrderBy(rule => rule.Key, StringComparer.Ordinal)
            .Select(rule => $"| `{rule.Key}` | {string.Join(' ', rule.Select(format => $"`{format.Prefix.Replace("|", "\\|", StringComparison.Ordinal)}`"))} |").ToArray();
        Assert.Equal(expected, rows);
    }

    [Fact]
    public void Page_Options_AreNamed() => Assert.All(
        typeof(RedactionOptions).GetProperties().Select(property => property.Name),
        name => Assert.Contains(Page(), line => line.Contains("Redaction." + name, StringComparison.Ordinal)));

    private static string[] Page([CallerFilePath] string here = "") => File.ReadAllLines(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", "docs", "redaction.md"));
}

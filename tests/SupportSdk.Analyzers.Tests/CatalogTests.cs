using System.Globalization;
using Microsoft.CodeAnalysis;
using SupportSdk.Analyzers.Tests.Verify;

namespace SupportSdk.Analyzers.Tests;

public sealed class CatalogTests
{
    private static readonly string Releases = Tree.Read("analyzers/SupportSdk.Analyzers/AnalyzerReleases.Unshipped.md") + Tree.Read("analyzers/SupportSdk.Analyzers/AnalyzerReleases.Shipped.md");

    private static readonly string[] Headings = ["## Cause", "## Why it matters", "## Bad", "## Good", "## What it does not report", "## How to silence it"];

    public static TheoryData<string> Ids => [.. RuleCatalog.Descriptors.Select(rule => rule.Id)];

    [Fact]
    public void Ids_OfAllRules_AreUniqueAndInOrder()
    {
        var ids = RuleCatalog.Descriptors.Select(rule => rule.Id).ToArray();

        Assert.Equal(ids.Distinct(), ids);
        Assert.Equal(ids.Order(StringComparer.Ordinal), ids);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Descriptor_SaysWhatItShould(string id)
    {
        var rule = RuleCatalog.Descriptors.Single(descriptor => descriptor.Id == id);
        var title = rule.Title.ToString(CultureInfo.InvariantCulture);

        Assert.Matches("^SUP[1-4][0-9]{3}$", id);
        Assert.True(rule.IsEnabledByDefault);
        Assert.Contains(rule.DefaultSeverity, new[] { DiagnosticSeverity.Warning, DiagnosticSeverity.Info });
        Assert.EndsWith($"/{id}.md", rule.HelpLinkUri, StringComparison.Ordinal);
        Assert.False(title.EndsWith('.') || rule.MessageFormat.ToString(CultureInfo.InvariantCulture).EndsWith('.'), "Titles and messages end without a full stop.");
        Assert.Contains($"{id} | {rule.Category} | {rule.DefaultSeverity} |", Releases, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Page_SaysWhatTheDescriptorSays(string id)
    {
        var rule = RuleCatalog.Descriptors.Single(descriptor => descriptor.Id == id);
        var page = Tree.Read($"docs/rules/{id}.md");

        Assert.StartsWith($"# {id}: {rule.Title.ToString(CultureInfo.InvariantCulture)}\n", page, StringComparison.Ordinal);
        Assert.Contains($"| category | {rule.Category} |", page, StringComparison.Ordinal);
        Assert.Contains($"| default severity | {rule.DefaultSeverity} |", page, StringComparison.Ordinal);
        Assert.All(Headings, heading => Assert.Contains($"\n{heading}\n", page, StringComparison.Ordinal));
    }

    [Fact]
    public void Index_OfThePages_ListsEveryRule()
    {
        var index = Tree.Read("docs/rules/README.md");

        Assert.All(RuleCatalog.Descriptors, rule =>
            Assert.Contains($"| [{rule.Id}]({rule.Id}.md) | {rule.Title.ToString(CultureInfo.InvariantCulture)} | {rule.DefaultSeverity} |", index, StringComparison.Ordinal));
    }
}

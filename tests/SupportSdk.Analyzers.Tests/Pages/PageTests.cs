namespace SupportSdk.Analyzers.Tests.Pages;

/// <summary>The code on a rule's page: what is called bad gives the rule's finding, what is called good gives none.</summary>
public sealed class PageTests
{
    public static TheoryData<string> Ids => CatalogTests.Ids;

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task BadCode_IsReportedByItsRule(string id)
    {
        var blocks = RulePage.Blocks(id, "Bad");

        Assert.NotEmpty(blocks);
        foreach (var block in blocks)
        {
            Assert.Contains(await RulePage.FindingsAsync(block), found => found.Id == id);
        }
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task GoodCode_IsReportedByNoRule(string id)
    {
        var blocks = RulePage.Blocks(id, "Good");

        Assert.NotEmpty(blocks);
        foreach (var block in blocks)
        {
            Assert.Empty(await RulePage.FindingsAsync(block));
        }
    }
}

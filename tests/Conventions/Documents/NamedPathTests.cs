namespace Conventions.Documents;

public class NamedPathTests
{
    [Theory]
    [InlineData("Kept by `tests/Nowhere.Tests`.", "tests/Nowhere.Tests")]
    [InlineData("See [the page](nowhere.md#part).", "docs/nowhere.md")]
    [InlineData("![A picture](nowhere.svg)", "docs/nowhere.svg")]
    public void Check_PlantedPath_IsReported(string page, string named) => Breaches.One(NamedPaths.Check("docs/page.md", page), "docs/page.md(1)", named);

    [Theory]
    [InlineData("Kept by `tests/Conventions`, run by `tests/run.sh`, in `src/SupportSdk/Tickets/SupportTicket.cs`.")]
    [InlineData("See [the contract](../CONTRIBUTING.md) and [a site](https://docs.example/nowhere.md).")]
    public void Check_PathThatIsThere_IsAllowed(string page) => Breaches.None(NamedPaths.Check("docs/page.md", page));

    [Fact]
    public void Check_RealPages_NameWhatIsThere()
    {
        var pages = Repository.Files("docs", "*.md").Concat(Repository.Files("", "*.md").Where(path => Repository.FolderOf(path).Length == 0)).ToArray();

        Assert.Contains("docs/architecture.md", pages);
        Breaches.None([.. pages.SelectMany(page => NamedPaths.Check(page, Repository.Read(page)))]);
    }
}

namespace Conventions.Documents;

public class SnippetTests
{
    [Theory]
    [InlineData("```csharp\nusing SupportSdk;\n\nvar ticket = new SupportTicket { Sumary = \"x\" };\n```", "page.md(6): CS0117")]
    [InlineData("```csharp\nvar ticket = new SupportTicket { Summary = \"x\" };\n```", "page.md(4): CS0246")]
    [InlineData("```csharp\nclass A { int B => \"\"; }\n```", "page.md(4): CS0029")]
    [InlineData("```csharp no-compile\nvar a = 1;\n```", "page.md(3): the block is marked 'csharp no-compile'")]
    [InlineData("```cs\nvar a = 1;\n```", "page.md(3): the block is marked 'cs'")]
    public void Check_PlantedSnippet_IsReported(string block, string breach) =>
        Assert.Contains(Snippets.Check("page.md", "# Page\n\n" + block), found => found.StartsWith(breach, StringComparison.Ordinal));

    [Theory]
    [InlineData("```csharp\nusing SupportSdk;\n\nvar ticket = new SupportTicket { Summary = \"x\" };\nConsole.WriteLine(ticket);\nawait Task.CompletedTask;\n```")]
    [InlineData("```csharp\nusing SupportSdk;\n\nsealed class Mine(Func<SupportTicket> make) { public SupportTicket Make() => make(); }\n```")]
    [InlineData("```csharp\nvar builder = Microsoft.Extensions.Hosting.Host.CreateApplicationBuilder(args);\n```")]
    [InlineData("```bash\nnot C#\n```")]
    public void Check_SnippetThatCompiles_IsAllowed(string block) => Breaches.None(Snippets.Check("page.md", block));

    [Fact]
    public void Check_RealPages_Compile()
    {
        var pages = Repository.Files("docs", "*.md").Prepend("README.md").ToArray();

        Assert.True(Repository.Exists("README.md"), "README.md is missing.");
        Assert.True(Snippets.Count(Repository.Read("README.md")) > 0, "README.md has no C# block.");
        Breaches.None([.. pages.SelectMany(page => Snippets.Check(page, Repository.Read(page)))]);
    }
}

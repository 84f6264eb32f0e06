namespace SupportSdk.Testing.Tests;

public sealed class ConformancePageTests
{
    [Fact]
    public void Page_TableOfCases_IsThatOfTheCode()
    {
        var rows = HandlerConformance.Cases.GroupBy(found => Split(found.Name).Case, found => found)
            .Select(group => $"| `{group.Key}` | {string.Join(", ", group.Select(found => Split(found.Name).Wire))} | {group.First().Why} |");

        Assert.Equal(rows, File.ReadLines(Page()).Where(line => line.StartsWith("| `", StringComparison.Ordinal)));
    }

    private static (string Wire, string Case) Split(string name) => (name[..name.IndexOf('/', StringComparison.Ordinal)], name[(name.IndexOf('/', StringComparison.Ordinal) + 1)..]);

    private static string Page()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "SupportSdk.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("No SupportSdk.sln above the test: it reads the tree it was built from.");
        }

        return Path.Combine(folder.FullName, "docs", "conformance.md");
    }
}

namespace Conventions.Documents;

public class ReadmeTests
{
    [Theory]
    [InlineData(13, 135, "")]
    [InlineData(14, 1, "no code block before line 15")]
    [InlineData(3, 146, "151 lines")]
    public void Check_PlantedReadme_IsReportedPastTheLimits(int before, int after, string breach)
    {
        var readme = string.Concat(Enumerable.Repeat("text\n", before)) + "```csharp\n```\n" + string.Concat(Enumerable.Repeat("text\n", after));
        var found = ReadmeShape.Check(readme);

        Assert.Equal(breach.Length == 0 ? 0 : 1, found.Count);
        Assert.All(found, line => Assert.Contains(breach, line, StringComparison.Ordinal));
    }

    [Fact]
    public void Check_ReadmeWithoutCode_IsReported() => Breaches.One(ReadmeShape.Check("# Title\n"), "no code block");

    [Fact]
    public void Check_RealReadme_IsShortAndBeginsWithCode()
    {
        Assert.True(Repository.Exists("README.md"), "README.md is missing.");
        Breaches.None(ReadmeShape.Check(Repository.Read("README.md")));
    }
}

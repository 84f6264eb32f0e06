namespace Conventions.Floors;

public class PackageTests
{
    [Theory]
    [InlineData("src/SupportSdk.Email/SupportSdk.Email.csproj", "../SupportSdk.Sqlite/SupportSdk.Sqlite.csproj")]
    [InlineData("src/SupportSdk/SupportSdk.csproj", "../SupportSdk.Email/SupportSdk.Email.csproj")]
    [InlineData("analyzers/SupportSdk.Analyzers/SupportSdk.Analyzers.csproj", "..\\..\\src\\SupportSdk\\SupportSdk.csproj")]
    [InlineData("analyzers/SupportSdk.CodeFixes/SupportSdk.CodeFixes.csproj", "../../src/SupportSdk/SupportSdk.csproj")]
    public void Check_PlantedReference_IsReported(string from, string to) =>
        Breaches.One(PackageReferences.Check([(from, Project(to))]), from, "refers to");

    [Fact]
    public void Check_PackageThatUsesTheCore_IsAllowed() =>
        Breaches.None(PackageReferences.Check([("src/SupportSdk.Email/SupportSdk.Email.csproj", Project("../SupportSdk/SupportSdk.csproj"))]));

    [Fact]
    public void Check_RealTree_KeepsItsPackagesApart()
    {
        var projects = Repository.Files("src", "*.csproj").Concat(Repository.Files("analyzers", "*.csproj")).ToArray();

        Assert.True(projects.Length >= 5, "The projects of src and analyzers were not found.");
        Breaches.None(PackageReferences.Check(projects.Select(path => (path, Repository.Read(path)))));
    }

    private static string Project(string reference) => $"""<Project><ItemGroup><ProjectReference Include="{reference}" /></ItemGroup></Project>""";
}

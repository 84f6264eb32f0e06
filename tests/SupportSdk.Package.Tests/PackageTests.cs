namespace SupportSdk.Package.Tests;

public sealed class PackageTests(PackedFeed feed) : IClassFixture<PackedFeed>
{
    private static readonly string[] Places =
    [
        "Help.razor(8) {0} SUP1001 Web",
        "Program.cs(4) {0} SUP1001 App",
        "Program.cs(4) {0} SUP1001 Console::TargetFramework=net10.0",
        "Program.cs(4) {0} SUP1001 Console::TargetFramework=net8.0",
        "Program.cs(7) {0} SUP1001 Web",
    ];

    private static readonly string[] Packed =
        ["analyzers/dotnet/roslyn4.8/cs/SupportSdk.Analyzers.dll", "analyzers/dotnet/roslyn4.8/cs/SupportSdk.CodeFixes.dll", "build/SupportSdk.targets", "buildTransitive/SupportSdk.targets"];

    [Fact]
    public void Package_HoldsTheAnalyzerAndItsTargets()
    {
        var entries = feed.Entries();

        Assert.All(Packed, path => Assert.Contains(path, entries));
        Assert.DoesNotContain(entries, path => path.Contains("Microsoft.CodeAnalysis", StringComparison.Ordinal));
        Assert.Equal(2, entries.Count(path => path.StartsWith("analyzers/", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Build_OfUsersProjects_WarnsExactlyWhereTicketsAreIncomplete()
    {
        var (code, findings, output) = await feed.BuildAsync();

        Assert.True(code == 0, output);
        Assert.Equal(Expected("warning"), findings);
    }

    [Fact]
    public async Task Build_WithWarningsAsErrors_Fails()
    {
        var (code, findings, output) = await feed.BuildAsync("-warnaserror");

        Assert.True(code != 0, output);
        Assert.Equal(Expected("error"), findings);
    }

    [Fact]
    public async Task Build_WithTheSwitchOff_SaysNothing()
    {
        var (code, findings, output) = await feed.BuildAsync("-p:SupportSdkAnalyzers=false");

        Assert.True(code == 0, output);
        Assert.Empty(findings);
    }

    [Fact]
    public async Task Build_WhereNuGetFiltersAnalyzers_GetsThemFromTheTargets()
    {
        // What NuGet is about to do: no analyzer of a package reaches the project. The hook runs before the package's own target.
        var (code, findings, output) = await feed.BuildAsync("-p:FilterAnalyzers=true");

        Assert.True(code == 0, output);
        Assert.Equal(Expected("warning"), findings);
    }

    private static IEnumerable<string> Expected(string severity) => Places.Select(place => string.Format(System.Globalization.CultureInfo.InvariantCulture, place, severity));
}

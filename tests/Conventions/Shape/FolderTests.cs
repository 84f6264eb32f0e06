namespace Conventions.Shape;

public class FolderTests
{
    [Theory]
    [InlineData("src/SupportSdk/Delivery", 2)]
    [InlineData("src/SupportSdk/Delivery", 13)]
    [InlineData("src/SupportSdk.Email", 13)]
    [InlineData("src/SupportSdk/Tickets", 2)]
    public void Check_PlantedSize_IsReported(string folder, int files) => Breaches.One(FolderSizes.Check(FilesOf(folder, files)), $"{folder}: {files} files");

    [Theory]
    [InlineData("src/SupportSdk/Delivery", 3)]
    [InlineData("src/SupportSdk/Delivery", 12)]
    [InlineData("src/SupportSdk/Evidence", 40)]
    public void Check_SizeWithinBounds_IsAllowed(string folder, int files) => Breaches.None(FolderSizes.Check(FilesOf(folder, files)));

    [Fact]
    public void Check_RealTree_HasFoldersOfThreeToTwelve() => Breaches.None(FolderSizes.Check(SourceFile.Below("src", "analyzers").Select(file => file.Path)));

    [Theory]
    [InlineData("src/SupportSdk/Status/A.cs", "namespace SupportSdk;")]
    [InlineData("src/SupportSdk/Tickets/A.cs", "namespace SupportSdk.Tickets;")]
    [InlineData("src/SupportSdk/Status/AExtensions.cs", "namespace SupportSdk;")]
    [InlineData("src/SupportSdk.Email/A.cs", "namespace SupportSdk;")]
    [InlineData("src/SupportSdk/Status/A.cs", "namespace SupportSdk.Status { }")]
    public void Check_PlantedNamespace_IsReported(string path, string text) => Breaches.One(Namespaces.Check([new SourceFile(path, text)]), path, "namespace");

    [Theory]
    [InlineData("src/SupportSdk/Policy/Calendar/A.cs", "namespace SupportSdk.Policy.Calendar;")]
    [InlineData("src/SupportSdk/Evidence/A.cs", "namespace SupportSdk;")]
    [InlineData("src/SupportSdk.Email/EmailExtensions.cs", "namespace SupportSdk;")]
    [InlineData("tests/Conventions/Shape/A.cs", "namespace Conventions.Shape;")]
    [InlineData("tests/perf/A.cs", "namespace Perf.Core;")]
    public void Check_NamespaceOfItsFolder_IsAllowed(string path, string text) => Breaches.None(Namespaces.Check([new SourceFile(path, text)]));

    [Fact]
    public void Check_RealTree_HasNamespacesOfFolders() => Breaches.None(Namespaces.Check(SourceFile.Below("src", "analyzers", "tests", "samples")));

    private static IEnumerable<string> FilesOf(string folder, int count) => Enumerable.Range(1, count).Select(number => $"{folder}/File{number}.cs");
}

namespace Conventions.Documents;

public class ForeignPlaceTests
{
    [Theory]
    [InlineData("see /wo", "rk/notes.md")]
    [InlineData("\"/ro", "ot/.nuget\"")]
    [InlineData("https://reg", "istry.example/x")]
    [InlineData("http://de", "b.example/debian")]
    [InlineData("https://api.example/v3", "/index.json")]
    public void Check_PlantedPlace_IsReported(string head, string tail) => Breaches.One(ForeignPlaces.Check("a.md", $"first\n{head}{tail}\n"), "a.md(2)");

    [Theory]
    [InlineData("https://docs.example/network/page")]
    [InlineData("the homework/ folder, ./work/x and src/root/x")]
    public void Check_OrdinaryText_IsAllowed(string text) => Breaches.None(ForeignPlaces.Check("a.md", text));

    [Fact]
    public void Check_RealTree_NamesNoMachine()
    {
        var texts = ForeignPlaces.Texts().ToArray();

        Assert.Contains("nuget.config", texts);
        Breaches.None([.. texts.SelectMany(path => ForeignPlaces.Check(path, Repository.Read(path)))]);
    }

    [Fact]
    public void EditorConfig_OfTheTree_HasAtMostSixtyLines() => Assert.InRange(new SourceFile(".editorconfig", Repository.Read(".editorconfig")).LineCount, 10, 60);
}

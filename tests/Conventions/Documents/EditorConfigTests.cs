namespace Conventions.Documents;

public class EditorConfigTests
{
    private const int MostLines = 60;

    [Theory]
    [InlineData(60, 0)]
    [InlineData(61, 1)]
    public void Check_PlantedLines_AreReportedAboveTheLimit(int lines, int breaches) => Assert.Equal(breaches, Check(string.Concat(Enumerable.Repeat("a = b\n", lines))).Length);

    [Fact]
    public void Check_RealEditorConfig_IsShort()
    {
        Assert.StartsWith("root = true", Repository.Read(".editorconfig"), StringComparison.Ordinal);
        Breaches.None(Check(Repository.Read(".editorconfig")));
    }

    private static string[] Check(string text) =>
        new SourceFile(".editorconfig", text).LineCount is var lines and > MostLines ? [$".editorconfig: {lines} lines, at most {MostLines}"] : [];
}

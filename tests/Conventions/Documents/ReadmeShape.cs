namespace Conventions.Documents;

/// <summary>The README has at most 150 lines, and code before line 15.</summary>
internal static class ReadmeShape
{
    private const int MostLines = 150;
    private const int FirstCode = 15;

    public static IReadOnlyList<string> Check(string readme)
    {
        var lines = new SourceFile("README.md", readme).LineCount;
        var code = Markdown.Blocks(readme).Select(block => block.Line - 1).DefaultIfEmpty(int.MaxValue).First();
        return
        [
            .. lines > MostLines ? [$"README.md: {lines} lines, at most {MostLines}"] : Array.Empty<string>(),
            .. code >= FirstCode ? [$"README.md: no code block before line {FirstCode}"] : Array.Empty<string>(),
        ];
    }
}

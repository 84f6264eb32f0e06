namespace Conventions.Documents;

/// <summary>
/// Every C# block of a page compiles on its own, as a program of a user's: against the built assemblies, with the SDK's implicit usings and those it writes itself.
/// Its info string is <c>csharp</c> and nothing more, so that none can be taken out.
/// </summary>
internal static class Snippets
{
    private const string Language = "csharp";

    private static readonly string[] Names = [Language, "cs", "c#"];

    public static IReadOnlyList<string> Check(string path, string page) => [.. CSharp(page).SelectMany(block => Check(path, block))];

    public static int Count(string page) => CSharp(page).Count();

    private static IEnumerable<(string Info, int Line, string Code)> CSharp(string page) =>
        Markdown.Blocks(page).Where(block => Names.Contains(block.Info.Split(' ', ',', '{')[0], StringComparer.OrdinalIgnoreCase));

    private static IEnumerable<string> Check(string path, (string Info, int Line, string Code) block)
    {
        if (block.Info != Language)
        {
            yield return $"{path}({block.Line - 1}): the block is marked '{block.Info}', not '{Language}'";
        }

        foreach (var error in Compilations.Errors(Compilations.OfUserCode(new SourceFile(path, block.Code))))
        {
            yield return $"{path}({block.Line + error.Location.GetLineSpan().StartLinePosition.Line}): {error.Id} {error.GetMessage(null)}";
        }
    }
}

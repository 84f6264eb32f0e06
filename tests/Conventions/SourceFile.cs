using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Conventions;

/// <summary>One C# file: of the tree, or planted by a test.</summary>
internal sealed class SourceFile(string path, string text)
{
    public string Path { get; } = path;

    public string Text { get; } = text;

    public SyntaxTree Tree { get; } = CSharpSyntaxTree.ParseText(text, Compilations.Language, path);

    public CompilationUnitSyntax Root => Tree.GetCompilationUnitRoot();

    public string Folder => Repository.FolderOf(Path);

    /// <summary>The file's name up to the first dot.</summary>
    public string BaseName => Path[(Path.LastIndexOf('/') + 1)..].Split('.')[0];

    public int LineCount => Text.Count(c => c == '\n') + (Text.EndsWith('\n') ? 0 : 1);

    public bool IsProgram => Root.Members.OfType<GlobalStatementSyntax>().Any();

    public string At(SyntaxNode node) => $"{Path}({Tree.GetLineSpan(node.Span).StartLinePosition.Line + 1})";

    public static IReadOnlyList<SourceFile> Below(params string[] folders) =>
        [.. folders.SelectMany(folder => Repository.Files(folder, "*.cs")).Select(path => new SourceFile(path, Repository.Read(path)))];
}

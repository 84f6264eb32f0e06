using Microsoft.CodeAnalysis.CSharp;

namespace Conventions.Words;

/// <summary>What shipped code never holds: conditional compilation, regions, and marks of unfinished work.</summary>
internal static class ForbiddenWords
{
    // Put together here, so that no search for the marks finds this file.
    private static readonly string[] Marks = ["TO" + "DO", "FIX" + "ME", "NotImplemented" + "Exception"];

    private static readonly SyntaxKind[] Directives = [SyntaxKind.IfDirectiveTrivia, SyntaxKind.RegionDirectiveTrivia];

    public static IReadOnlyList<string> Check(IEnumerable<SourceFile> files) => [.. files.SelectMany(file => Lines(file).Concat(Trivia(file)))];

    private static IEnumerable<string> Lines(SourceFile file) =>
        from line in file.Text.Split('\n').Select((text, index) => (Text: text, Number: index + 1))
        from mark in Marks
        where line.Text.Contains(mark, StringComparison.Ordinal)
        select $"{file.Path}({line.Number}): holds {mark}";

    private static IEnumerable<string> Trivia(SourceFile file) =>
        from trivia in file.Root.DescendantTrivia(descendIntoTrivia: true)
        where Directives.Contains(trivia.Kind())
        select $"{file.Path}({file.Tree.GetLineSpan(trivia.Span).StartLinePosition.Line + 1}): {trivia.ToString().Trim()}";
}

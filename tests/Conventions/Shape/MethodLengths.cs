using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Conventions.Shape;

/// <summary>
/// A body has at most 40 lines: those between its braces, or those of its expression. Constructors, accessors, operators and local functions count; so does a program's top level (80 in a sample).
/// A table does not: an expression body that is one collection, or one object with a collection initializer, and holds no lambda.
/// </summary>
internal static class MethodLengths
{
    private const int Longest = 40;

    // A sample is a story that is read from top to bottom.
    private const int LongestStory = 80;

    public static IReadOnlyList<string> Check(IEnumerable<SourceFile> files) => [.. files.SelectMany(Check)];

    private static IEnumerable<string> Check(SourceFile file)
    {
        foreach (var node in file.Root.DescendantNodes())
        {
            if (BodyOf(node) is { } body && !IsTable(body) && Lines(body) is var lines && lines > Longest)
            {
                yield return $"{file.At(node)}: a body of {lines} lines, at most {Longest}";
            }
        }

        var program = file.Root.Members.OfType<GlobalStatementSyntax>().Where(statement => statement.Statement is not LocalFunctionStatementSyntax).ToArray();
        if (program.Length > 0 && program.Sum(statement => Lines(statement.Statement)) is var top && top > (file.Path.StartsWith("samples/", StringComparison.Ordinal) ? LongestStory : Longest))
        {
            yield return $"{file.Path}: {top} lines of top-level statements, at most {Longest}, in a sample {LongestStory}";
        }
    }

    private static SyntaxNode? BodyOf(SyntaxNode node) => node switch
    {
        BaseMethodDeclarationSyntax method => (SyntaxNode?)method.Body ?? method.ExpressionBody,
        AccessorDeclarationSyntax accessor => (SyntaxNode?)accessor.Body ?? accessor.ExpressionBody,
        LocalFunctionStatementSyntax local => (SyntaxNode?)local.Body ?? local.ExpressionBody,
        PropertyDeclarationSyntax property => property.ExpressionBody,
        IndexerDeclarationSyntax indexer => indexer.ExpressionBody,
        _ => null,
    };

    private static bool IsTable(SyntaxNode body) =>
        body is ArrowExpressionClauseSyntax { Expression: CollectionExpressionSyntax or BaseObjectCreationExpressionSyntax { Initializer.RawKind: (int)SyntaxKind.CollectionInitializerExpression } }
        && !body.DescendantNodes().OfType<AnonymousFunctionExpressionSyntax>().Any();

    private static int Lines(SyntaxNode body)
    {
        var span = body.SyntaxTree.GetLineSpan(body.Span);
        var lines = span.EndLinePosition.Line - span.StartLinePosition.Line + 1;
        return body is BlockSyntax && body.Parent is not GlobalStatementSyntax ? Math.Max(0, lines - 2) : lines;
    }
}

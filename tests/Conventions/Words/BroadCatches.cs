using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Conventions.Words;

/// <summary>A catch of everything without a filter stands at a floor's edge only: in a file that is listed here with its reason.</summary>
internal static class BroadCatches
{
    public static IReadOnlyDictionary<string, string> Edges { get; } = new Dictionary<string, string>
    {
    };

    public static IReadOnlyList<string> Check(IReadOnlyCollection<SourceFile> files, IReadOnlyDictionary<string, string> edges)
    {
        var found = files.SelectMany(file => file.Root.DescendantNodes().OfType<CatchClauseSyntax>().Where(IsBroad).Select(clause => (file.Path, Place: file.At(clause)))).ToArray();
        return
        [
            .. found.Where(clause => !edges.ContainsKey(clause.Path)).Select(clause => $"{clause.Place}: catches everything without a filter, and is not listed as an edge"),
            .. edges.Keys.Except(found.Select(clause => clause.Path)).Select(path => $"{path}: listed as an edge, and catches nothing broad"),
        ];
    }

    private static bool IsBroad(CatchClauseSyntax clause) =>
        clause.Declaration?.Type.ToString() is null or "Exception" or "System.Exception" or "global::System.Exception"
        && (clause.Filter is null || clause.Filter.FilterExpression.IsKind(SyntaxKind.TrueLiteralExpression))
        && !Rethrows(clause);

    private static bool Rethrows(CatchClauseSyntax clause) =>
        clause.Block.Statements.LastOrDefault() is ThrowStatementSyntax { Expression: null } && !clause.Block.DescendantNodes().OfType<ReturnStatementSyntax>().Any();
}

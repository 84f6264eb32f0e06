using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Conventions.Words;

/// <summary>
/// Shipped code writes no line end of the system it runs on, so that the same ticket has the same bytes everywhere: no <c>Environment.NewLine</c>, no <c>AppendLine</c>,
/// no <c>WriteLine</c>, and no indented JSON without its own <c>NewLine</c>.
/// </summary>
internal static class LineEnds
{
    private static readonly string[] OfTheSystem = ["AppendLine", "WriteLine", "WriteLineAsync"];

    public static IReadOnlyList<string> Check(IEnumerable<SourceFile> files) => [.. files.SelectMany(file => Members(file).Concat(Json(file)))];

    private static IEnumerable<string> Members(SourceFile file) =>
        from access in file.Root.DescendantNodes().OfType<MemberAccessExpressionSyntax>()
        let name = access.Name.Identifier.Text
        where OfTheSystem.Contains(name) || (name == "NewLine" && access.Expression.ToString() is "Environment" or "System.Environment")
        select $"{file.At(access)}: {name} ends a line as this system does";

    private static IEnumerable<string> Json(SourceFile file) =>
        from initializer in file.Root.DescendantNodes().OfType<InitializerExpressionSyntax>()
        let set = initializer.Expressions.OfType<AssignmentExpressionSyntax>().ToLookup(a => a.Left.ToString(), a => a.Right.ToString())
        where set["WriteIndented"].Any(value => value != "false") && !set.Contains("NewLine")
        select $"{file.At(initializer)}: indented JSON without NewLine ends its lines as this system does";
}

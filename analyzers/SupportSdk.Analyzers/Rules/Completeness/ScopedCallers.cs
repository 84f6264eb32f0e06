using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SupportSdk.Analyzers.Rules.Completeness;

/// <summary>A method that is called in the same file by a body which opens a scope: the scope may be around it. Looked up by name, in the syntax alone.</summary>
internal static class ScopedCallers
{
    private static readonly string[] Openers = ["BeginScope", "RunAsync", "Enter"];

    public static bool Any(SyntaxNode submission)
    {
        var method = submission.FirstAncestorOrSelf<MethodDeclarationSyntax>();
        if (method is null)
        {
            return false;
        }

        var members = submission.SyntaxTree.GetRoot().DescendantNodes().OfType<MemberDeclarationSyntax>().ToLookup(member => member is GlobalStatementSyntax);
        var bodies = members[false].Where(member => member != method && member is BaseMethodDeclarationSyntax or PropertyDeclarationSyntax).Select(Names);
        return bodies.Append([.. members[true].SelectMany(Names)]).Any(names => names.Contains(method.Identifier.ValueText) && names.Overlaps(Openers));
    }

    private static HashSet<string> Names(SyntaxNode body) => [.. body.DescendantNodes().OfType<SimpleNameSyntax>().Select(name => name.Identifier.ValueText)];
}

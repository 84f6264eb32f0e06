using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace SupportSdk.CodeFixes;

/// <summary>
/// Opens a scope at the start of the body that submits, or right after the client is made there: outside of every <c>try</c>, so that it is still open in the <c>catch</c>.
/// </summary>
internal static class ScopeFix
{
    private const string ClientType = "SupportClient";
    private static readonly string[] Names = ["scope", "diagnosticScope", "supportScope"];

    /// <summary>What to change; null where there is no client at hand, or no body to open a scope in.</summary>
    public static IReadOnlyList<TextChange>? Of(TicketSite site)
    {
        if (Body(site.Call) is not { Length: > 0 } body || ClientOf(site) is not { } client)
        {
            return null;
        }

        var anchor = AfterDeclaration(site, client, body) ?? body[0];
        if (anchor.SpanStart > site.Call.SpanStart)
        {
            return null;
        }

        var opening = $"using var {FreeName(site)} = {client}.BeginScope({SymbolDisplay.FormatLiteral(NameOfWork(site.Call), quote: true)});";
        return [Insert(site, anchor, opening)];
    }

    private static SyntaxNode[]? Body(SyntaxNode call)
    {
        foreach (var ancestor in call.Ancestors())
        {
            switch (ancestor)
            {
                case BlockSyntax { Parent: BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax or AnonymousFunctionExpressionSyntax or AccessorDeclarationSyntax } block:
                    return [.. block.Statements];
                case ArrowExpressionClauseSyntax or AnonymousFunctionExpressionSyntax or TypeDeclarationSyntax:
                    return null;
                case CompilationUnitSyntax unit:
                    return [.. unit.Members.OfType<GlobalStatementSyntax>()];
            }
        }

        return null;
    }

    // The receiver of the call, where it is a client; else the only client in sight.
    private static string? ClientOf(TicketSite site)
    {
        var receiver = site.Call.Expression switch
        {
            MemberAccessExpressionSyntax access => access.Expression,
            MemberBindingExpressionSyntax => site.Call.FirstAncestorOrSelf<ConditionalAccessExpressionSyntax>()?.Expression,
            _ => null,
        };
        if (receiver is IdentifierNameSyntax or MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } && IsClient(site.Model.GetTypeInfo(receiver).Type))
        {
            return receiver.ToString() + (site.Call.Expression is MemberBindingExpressionSyntax ? "?" : "");
        }

        return FittingValues.Only(site, symbol => IsClient(FittingValues.TypeOf(symbol)));
    }

    private static bool IsClient(ITypeSymbol? type)
    {
        for (var known = type; known is not null; known = known.BaseType)
        {
            if (known is { Name: ClientType, ContainingNamespace: { Name: "SupportSdk", ContainingNamespace.IsGlobalNamespace: true } })
            {
                return true;
            }
        }

        return false;
    }

    private static SyntaxNode? AfterDeclaration(TicketSite site, string client, SyntaxNode[] body)
    {
        var declared = site.Model.LookupSymbols(site.Call.SpanStart, name: client.TrimEnd('?')).OfType<ILocalSymbol>().FirstOrDefault()?.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax();
        if (declared is null || !body[0].Parent!.Span.Contains(declared.Span))
        {
            return null;
        }

        // The block that declares the client encloses the call; the work may begin with its next statement.
        var statement = declared.FirstAncestorOrSelf<StatementSyntax>();
        SyntaxNode? inList = statement?.Parent is GlobalStatementSyntax global ? global : statement;
        var siblings = inList?.Parent?.ChildNodes().Where(node => node is StatementSyntax or GlobalStatementSyntax).ToList();
        return siblings?.SkipWhile(node => node != inList).Skip(1).FirstOrDefault() ?? site.Call.FirstAncestorOrSelf<StatementSyntax>();
    }

    private static string NameOfWork(SyntaxNode call) => call.Ancestors().Select(ancestor => ancestor switch
    {
        MethodDeclarationSyntax method => method.Identifier.ValueText,
        LocalFunctionStatementSyntax function => function.Identifier.ValueText,
        _ => null,
    }).FirstOrDefault(name => name is not null) ?? "work";

    private static string FreeName(TicketSite site)
    {
        var taken = new HashSet<string>(site.Call.SyntaxTree.GetRoot().DescendantTokens().Where(token => token.IsKind(SyntaxKind.IdentifierToken)).Select(token => token.ValueText));
        return Names.First(name => !taken.Contains(name) || name == "supportScope");
    }

    private static TextChange Insert(TicketSite site, SyntaxNode anchor, string opening)
    {
        var start = anchor.GetFirstToken();
        var before = start.GetPreviousToken();
        if (!before.IsKind(SyntaxKind.None) && site.LineOf(before.Span.End) == site.LineOf(start.SpanStart))
        {
            return new TextChange(new TextSpan(start.SpanStart, 0), opening + " ");
        }

        // Above the comments that belong to the statement, below whatever stands further up.
        var line = site.LineOf(start.SpanStart);
        while (line > 0 && site.Text.Lines[line - 1] is var above && above.Start >= anchor.FullSpan.Start && above.ToString().TrimStart().StartsWith("//", StringComparison.Ordinal))
        {
            line--;
        }

        return new TextChange(new TextSpan(site.Text.Lines[line].Start, 0), site.IndentationAt(start.SpanStart) + opening + site.NewLine);
    }
}

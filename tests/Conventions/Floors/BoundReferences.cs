using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Conventions.Floors;

/// <summary>Every symbol that a file uses, by binding: names, and what no name shows: types of expressions and variables, operators, enumerators, conversions.</summary>
internal sealed class BoundReferences(SemanticModel model)
{
    /// <summary>Simple names that bind to nothing.</summary>
    public int Unbound { get; private set; }

    public IEnumerable<(SyntaxNode Node, ISymbol Symbol)> Find(SyntaxNode root)
    {
        foreach (var node in root.DescendantNodes())
        {
            foreach (var symbol in Used(node).OfType<ISymbol>().SelectMany(Parts).Where(IsDeclared))
            {
                yield return (node, symbol);
            }
        }
    }

    private IEnumerable<ISymbol?> Used(SyntaxNode node)
    {
        var info = model.GetSymbolInfo(node);
        yield return info.Symbol ?? info.CandidateSymbols.FirstOrDefault();
        if (node is SimpleNameSyntax && info is { Symbol: null, CandidateSymbols: [] })
        {
            Unbound++;
        }

        var type = model.GetTypeInfo(node);
        yield return type.Type;
        yield return type.ConvertedType;
        yield return model.GetDeclaredSymbol(node) switch
        {
            ILocalSymbol local => local.Type,
            IParameterSymbol parameter => parameter.Type,
            _ => null,
        };
        foreach (var symbol in Implied(node))
        {
            yield return symbol;
        }
    }

    private IEnumerable<ISymbol?> Implied(SyntaxNode node)
    {
        switch (node)
        {
            case CommonForEachStatementSyntax loop:
                yield return model.GetForEachStatementInfo(loop).ElementType;
                yield return model.GetForEachStatementInfo(loop).GetEnumeratorMethod;
                break;
            case AwaitExpressionSyntax wait:
                yield return model.GetAwaitExpressionInfo(wait).GetResultMethod;
                break;
            case AssignmentExpressionSyntax assignment:
                yield return model.GetDeconstructionInfo(assignment).Method;
                break;
        }

        if (node is ExpressionSyntax expression)
        {
            yield return model.GetConversion(expression).MethodSymbol;
            yield return node.Parent is InitializerExpressionSyntax ? model.GetCollectionInitializerSymbolInfo(expression).Symbol : null;
        }
    }

    // A member counts with its signature; a constructed type with its arguments.
    private static IEnumerable<ISymbol> Parts(ISymbol symbol) => symbol switch
    {
        IArrayTypeSymbol array => Parts(array.ElementType),
        INamedTypeSymbol type => type.TypeArguments.SelectMany(Parts).Prepend(type.OriginalDefinition),
        IMethodSymbol method => Parts(method.ReturnType).Concat(method.Parameters.SelectMany(p => Parts(p.Type)))
            .Concat(method.TypeArguments.SelectMany(Parts)).Concat(Owner(method)).Prepend(method.OriginalDefinition),
        IPropertySymbol property => Parts(property.Type).Concat(Owner(property)).Prepend(property.OriginalDefinition),
        IFieldSymbol field => Parts(field.Type).Concat(Owner(field)).Prepend(field.OriginalDefinition),
        IEventSymbol happening => Parts(happening.Type).Concat(Owner(happening)),
        ILocalSymbol local => Parts(local.Type),
        IParameterSymbol parameter => Parts(parameter.Type),
        _ => [],
    };

    private static IEnumerable<ISymbol> Owner(ISymbol member) => member.ContainingType is { } type ? Parts(type) : [];

    private static bool IsDeclared(ISymbol symbol) => symbol.DeclaringSyntaxReferences.Length > 0;
}

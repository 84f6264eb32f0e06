using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SupportSdk.Analyzers.Symbols;

namespace SupportSdk.Analyzers.Flow;

/// <summary>Sees that a body works in a scope that somebody else opened: it is given one, keeps one, or asks for the current one.</summary>
internal static class ForeignScope
{
    public static bool IsAround(IOperation root, Sdk sdk) => root.Descendants().Any(operation => operation switch
    {
        IParameterReferenceOperation { Parameter: var parameter } => Sdk.Is(parameter.Type, sdk.Scope) && !IsOfLambda(parameter),
        IMemberReferenceOperation { Member: IFieldSymbol or IPropertySymbol } member => Sdk.Is(member.Type, sdk.Scope),
        _ => false,
    });

    private static bool IsOfLambda(IParameterSymbol parameter) => parameter.ContainingSymbol is IMethodSymbol { MethodKind: MethodKind.AnonymousFunction };
}

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SupportSdk.Analyzers.Symbols;

namespace SupportSdk.Analyzers.Flow.Evaluation;

/// <summary>An exception that left <c>RunAsync</c> carries the snapshot of its scope: who catches it further out has the evidence.</summary>
internal static class TiedExceptions
{
    /// <summary>Whether the exception of this catch may have come out of <c>RunAsync</c>: called in the try, or in code of this project that the try calls.</summary>
    public static bool MayReach(SyntaxNode caught, FlowSession session)
    {
        if (caught.FirstAncestorOrSelf<TryStatementSyntax>() is not { } tried)
        {
            return true;
        }

        var calls = tried.Block.DescendantNodes().OfType<InvocationExpressionSyntax>().ToList();
        return calls.Any(call => SimpleName.Of(call.Expression) == "RunAsync" && call.ArgumentList.Arguments.Count > 1)
            || (session.Sdk.Facts.RunsInScopes && calls.Any(call => IsOfThisProject(call, session)));
    }

    private static bool IsOfThisProject(InvocationExpressionSyntax call, FlowSession session) =>
        session.Model.GetSymbolInfo(call, session.CancellationToken).Symbol is not IMethodSymbol method
        || method.MethodKind == MethodKind.DelegateInvoke
        || method.ContainingType.TypeKind == TypeKind.Interface
        || !method.DeclaringSyntaxReferences.IsEmpty;
}

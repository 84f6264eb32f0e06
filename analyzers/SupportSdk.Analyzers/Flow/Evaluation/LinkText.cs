using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SupportSdk.Analyzers.Flow.Values;

namespace SupportSdk.Analyzers.Flow.Evaluation;

/// <summary>The run takes links to executions out of a ticket's texts: what may hold one counts as evidence.</summary>
internal static class LinkText
{
    private const string Path = "/executions/";

    private static readonly string[] Words = ["url", "uri", "link", "execution", "href"];

    /// <summary>Whether a constant holds one, or an expression is put together from something that is named for one.</summary>
    public static bool MayHoldLink(IOperation source, Value value) =>
        value.Constant is string text ? text.IndexOf(Path, StringComparison.OrdinalIgnoreCase) >= 0 : source.Syntax.DescendantTokens().Any(IsNamedForOne);

    private static bool IsNamedForOne(SyntaxToken token) =>
        (token.IsKind(SyntaxKind.IdentifierToken) && Words.Any(word => token.ValueText.IndexOf(word, StringComparison.OrdinalIgnoreCase) >= 0))
        || (token.IsKind(SyntaxKind.InterpolatedStringTextToken) && token.ValueText.IndexOf(Path, StringComparison.OrdinalIgnoreCase) >= 0);
}

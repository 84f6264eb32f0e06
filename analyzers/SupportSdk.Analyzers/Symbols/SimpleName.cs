using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SupportSdk.Analyzers.Symbols;

/// <summary>The last name of what is called, created or assigned, from the syntax alone.</summary>
internal static class SimpleName
{
    /// <summary>Of <c>a.B</c>, <c>a?.B</c>, <c>B</c> and <c>B&lt;T&gt;</c>: B.</summary>
    public static string? Of(ExpressionSyntax expression) => expression switch
    {
        MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
        MemberBindingExpressionSyntax binding => binding.Name.Identifier.ValueText,
        SimpleNameSyntax name => name.Identifier.ValueText,
        _ => null,
    };

    /// <summary>Of <c>new A.B(...)</c>: B; of <c>B x = new(...)</c>: B; null where nothing beside the creation names the type.</summary>
    public static string? OfCreated(BaseObjectCreationExpressionSyntax creation) => creation switch
    {
        ObjectCreationExpressionSyntax { Type: var type } => OfType(type),
        { Parent: EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax declaration } } } => OfType(declaration.Type),
        { Parent: EqualsValueClauseSyntax { Parent: PropertyDeclarationSyntax property } } => OfType(property.Type),
        { Parent: ArrowExpressionClauseSyntax { Parent: MethodDeclarationSyntax method } } => OfType(method.ReturnType),
        _ => null,
    };

    private static string? OfType(TypeSyntax type) => type switch
    {
        NullableTypeSyntax nullable => OfType(nullable.ElementType),
        QualifiedNameSyntax qualified => qualified.Right.Identifier.ValueText,
        AliasQualifiedNameSyntax alias => alias.Name.Identifier.ValueText,
        SimpleNameSyntax name => name.Identifier.ValueText,
        _ => null,
    };
}

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using SupportSdk.Analyzers.Flow.Values;

namespace SupportSdk.Analyzers.Flow.Evaluation;

/// <summary>Expressions that are known to give something, or nothing. Null for the rest.</summary>
internal static class Emptiness
{
    public static Value? Of(IOperation operation) => operation switch
    {
        IArrayCreationOperation array => OfArray(array),
        IInterpolatedStringOperation text => text.Parts.Any(part => part is IInterpolatedStringTextOperation { Text.ConstantValue: { HasValue: true, Value: string written } } && !string.IsNullOrWhiteSpace(written)) ? Value.Given : null,
        IFieldReferenceOperation { Field: { Name: "Empty" or "MinValue", IsStatic: true } } => Value.Empty(operation.Syntax),
        IPropertyReferenceOperation { Property: { Name: "Empty", IsStatic: true } } => Value.Empty(operation.Syntax),
        IPropertyReferenceOperation { Property: { Name: "UtcNow" or "Now", IsStatic: true, ContainingType.Name: "DateTimeOffset" or "DateTime" } } => Value.Given,
        ITypeOfOperation or IInstanceReferenceOperation or IAnonymousObjectCreationOperation => Value.Given,
        { Syntax: CollectionExpressionSyntax collection } => OfCollection(collection),
        _ => null,
    };

    /// <summary>Of a creation: an object is there. A time without parts is the default, which is none.</summary>
    public static Value OfCreation(IObjectCreationOperation creation, IReadOnlyList<Value> arguments) => creation.Type switch
    {
        { Name: "DateTimeOffset" or "DateTime" or "Guid" } when arguments.Count == 0 => Value.Empty(creation.Syntax),
        { SpecialType: SpecialType.System_String } => Value.Assumed,
        { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } => arguments.Count == 1 ? arguments[0] : Value.Null(creation.Syntax),
        { Name: "ReadOnlyCollection" or "ArraySegment" or "ReadOnlyMemory" } => arguments.Count > 0 ? arguments[0] : Value.Empty(creation.Syntax),
        { Name: "DateTimeOffset" } when arguments.Any(argument => (argument.Answers & Answer.Assumed) != 0) => Value.Assumed,
        _ => Value.Given,
    };

    // Elements that are spread may be none; one that is written is there.
    private static Value OfCollection(CollectionExpressionSyntax collection) =>
        collection.Elements.Count == 0 ? Value.Empty(collection)
        : collection.Elements.Any(element => element is ExpressionElementSyntax) ? Value.Given
        : Value.Assumed;

    private static Value OfArray(IArrayCreationOperation array) =>
        array.Initializer is { ElementValues: var elements } ? (elements.IsEmpty ? Value.Empty(array.Syntax) : Value.Given)
        : array.DimensionSizes.Any(size => size.ConstantValue is { HasValue: true, Value: 0 }) ? Value.Empty(array.Syntax)
        : Value.Assumed;
}

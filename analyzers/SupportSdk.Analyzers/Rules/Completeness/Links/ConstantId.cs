using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SupportSdk.Analyzers.Driver;

namespace SupportSdk.Analyzers.Rules.Completeness.Links;

/// <summary>Sees that an expression of type <see cref="Guid"/> is always the empty one.</summary>
internal static class ConstantId
{
    public static bool IsEmpty(IOperation value) => Implicit.Unwrap(value) switch
    {
        IDefaultValueOperation => true,
        IObjectCreationOperation { Arguments.Length: 0, Constructor.ContainingType.Name: nameof(Guid) } => true,
        IObjectCreationOperation { Constructor.ContainingType.Name: nameof(Guid), Arguments: { Length: 1 } arguments } => IsEmptyText(arguments[0].Value),
        IFieldReferenceOperation { Field: { Name: nameof(Guid.Empty), ContainingType.Name: nameof(Guid) } } => true,
        IInvocationOperation { TargetMethod: { Name: nameof(Guid.Parse), ContainingType.Name: nameof(Guid) }, Arguments: { Length: > 0 } arguments } => IsEmptyText(arguments[0].Value),
        _ => false,
    };

    private static bool IsEmptyText(IOperation value) => value.ConstantValue is { HasValue: true, Value: string text } && Guid.TryParse(text, out var id) && id == Guid.Empty;
}

using Microsoft.CodeAnalysis;

namespace SupportSdk.Analyzers.Symbols;

/// <summary>Reads enums of metadata.</summary>
internal static class EnumFlags
{
    /// <summary>The members of one bit, with their names.</summary>
    public static IEnumerable<KeyValuePair<string, int>> Of(INamedTypeSymbol type)
    {
        foreach (var field in type.GetMembers().OfType<IFieldSymbol>())
        {
            if (field.ConstantValue is int value && value > 0 && (value & (value - 1)) == 0)
            {
                yield return new KeyValuePair<string, int>(field.Name, value);
            }
        }
    }

    /// <summary>The name of a constant of an enum; null where there is none.</summary>
    public static string? NameOf(ITypeSymbol? type, object? constant)
    {
        type = type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable ? nullable.TypeArguments[0] : type;
        return type is { TypeKind: TypeKind.Enum } ? type.GetMembers().OfType<IFieldSymbol>().FirstOrDefault(field => Equals(field.ConstantValue, constant))?.Name : null;
    }
}

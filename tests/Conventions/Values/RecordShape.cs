using System.Collections;
using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Conventions.Values;

/// <summary>A record is a value: sealed, no set accessor but init, every field read-only, collections read-only by their type.</summary>
internal static class RecordShape
{
    private const BindingFlags Own = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    private static readonly Type[] ReadOnlyCollections =
        [typeof(IReadOnlyList<>), typeof(IReadOnlyCollection<>), typeof(IReadOnlyDictionary<,>), typeof(IReadOnlySet<>), typeof(ReadOnlyMemory<>), typeof(ImmutableArray<>)];

    public static IReadOnlyList<string> Check(IEnumerable<Type> types) => [.. types.Where(IsRecord).SelectMany(Check)];

    public static bool IsRecord(Type type) => type.GetMethod("PrintMembers", Own)?.GetCustomAttribute<CompilerGeneratedAttribute>() is not null || type.GetMethod("<Clone>$", Own) is not null;

    private static IEnumerable<string> Check(Type type)
    {
        if (!type.IsSealed)
        {
            yield return $"{type.FullName}: the record is not sealed";
        }

        foreach (var field in type.GetFields(Own).Where(field => !field.IsInitOnly))
        {
            yield return $"{type.FullName}.{field.Name}: the field can change";
        }

        foreach (var property in type.GetProperties(Own).Where(property => property.GetIndexParameters().Length == 0))
        {
            if (property.SetMethod is { } set && !IsInit(set))
            {
                yield return $"{type.FullName}.{property.Name}: has a set accessor, not init";
            }

            if (IsCollection(property.PropertyType) && !IsReadOnly(property.PropertyType))
            {
                yield return $"{type.FullName}.{property.Name}: {property.PropertyType.Name} is no read-only collection";
            }
        }
    }

    private static bool IsInit(MethodInfo set) => set.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit));

    private static bool IsCollection(Type type) =>
        (type != typeof(string) && typeof(IEnumerable).IsAssignableFrom(type)) || (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Memory<>));

    private static bool IsReadOnly(Type type) =>
        (type.IsGenericType && ReadOnlyCollections.Contains(type.GetGenericTypeDefinition()))
        || type.Namespace is "System.Collections.Immutable" or "System.Collections.Frozen";
}

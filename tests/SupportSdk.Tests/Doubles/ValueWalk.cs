using System.Collections;
using System.Reflection;

namespace SupportSdk.Tests.Doubles;

/// <summary>Walks a value property by property: records compare their lists by reference, which is not what a round trip is about.</summary>
internal static class ValueWalk
{
    /// <summary>The places where two values differ.</summary>
    public static IEnumerable<string> Differences(object? one, object? other, string place = "")
    {
        if (one is null || other is null || one.GetType() is var type && IsLeaf(type))
        {
            return Equals(one, other) ? [] : [$"{place}: {one ?? "null"} is not {other ?? "null"}"];
        }

        if (one is ReadOnlyMemory<byte> bytes)
        {
            return other is ReadOnlyMemory<byte> others && bytes.Span.SequenceEqual(others.Span) ? [] : [$"{place}: bytes differ"];
        }

        if (one is IEnumerable items)
        {
            var (these, those) = (items.Cast<object?>().ToArray(), ((IEnumerable)other).Cast<object?>().ToArray());
            return these.Length == those.Length ? these.SelectMany((item, i) => Differences(item, those[i], $"{place}[{i}]")) : [$"{place}: {these.Length} are not {those.Length}"];
        }

        return Properties(one).SelectMany(p => Differences(p.GetValue(one), p.GetValue(other), $"{place}.{p.Name}"));
    }

    /// <summary>The places that hold nothing: a null, a default or an empty list. Below <paramref name="depth"/> a list of its own kind ends.</summary>
    public static IEnumerable<string> Unset(object? value, string place = "", int depth = 3) => value switch
    {
        null or "" or 0 or 0L or false => [place],
        Enum e => Convert.ToInt32(e, System.Globalization.CultureInfo.InvariantCulture) == 0 ? [place] : [],
        ReadOnlyMemory<byte> bytes => bytes.IsEmpty ? [place] : [],
        _ when IsLeaf(value.GetType()) => Equals(value, value.GetType().IsValueType ? Activator.CreateInstance(value.GetType()) : null) ? [place] : [],
        IEnumerable items => items.Cast<object>().ToArray() is { Length: > 0 } some ? some.SelectMany((item, i) => Unset(item, $"{place}[{i}]", depth - 1)) : depth > 0 ? [place] : [],
        _ => Properties(value).SelectMany(p => Unset(p.GetValue(value), $"{place}.{p.Name}", depth)),
    };

    public static IEnumerable<PropertyInfo> Properties(object value) =>
        value.GetType().GetProperties().Where(p => p.GetIndexParameters().Length == 0 && p.Name != "EqualityContract");

    private static bool IsLeaf(Type type) =>
        type.IsPrimitive || type.IsEnum || type == typeof(string) || type == typeof(Guid) || type == typeof(TimeSpan) || type == typeof(DateTimeOffset) || type == typeof(Uri)
        || type == typeof(TicketId) || type == typeof(WorkflowExecutionLink);
}

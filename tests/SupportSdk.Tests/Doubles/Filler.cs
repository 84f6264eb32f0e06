using System.Globalization;
using System.Reflection;
using SupportSdk.Policy;

namespace SupportSdk.Tests.Doubles;

/// <summary>Makes a value of any type with every property set, texts as it is told; so that a test sees a property that is added tomorrow.</summary>
internal sealed class Filler(Func<string, string> text, int first = 1)
{
    private const int Deepest = 3;

    private int _next = first;

    public T Make<T>() => (T)Make(typeof(T), typeof(T).Name, 0)!;

    public object? Make(Type type) => Make(type, type.Name, 0);

    private object? Make(Type type, string place, int depth)
    {
        var bare = Nullable.GetUnderlyingType(type) ?? type;
        return Simple(bare, place) ?? Several(bare, place, depth) ?? (bare.IsInterface || bare.IsAbstract ? null : Record(bare, place, depth));
    }

    private object? Simple(Type type, string place) => type switch
    {
        _ when type == typeof(string) => text(place),
        _ when type == typeof(bool) => true,
        _ when type == typeof(int) => _next++,
        _ when type == typeof(long) => (long)_next++,
        _ when type == typeof(Guid) => new Guid(_next++, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10),
        _ when type == typeof(TimeSpan) => TimeSpan.FromTicks((_next++ * TimeSpan.TicksPerSecond) + 1),
        _ when type == typeof(DateTimeOffset) => new DateTimeOffset(2026, 3, 4, 5, 6, 7, TimeSpan.FromHours(-7)).AddTicks((_next++ * TimeSpan.TicksPerMinute) + 1),
        _ when type == typeof(DateOnly) => new DateOnly(2026, 1, 1).AddDays(_next++),
        _ when type == typeof(Uri) => new Uri($"https://place.example/{(_next++).ToString(CultureInfo.InvariantCulture)}"),
        _ when type == typeof(ReadOnlyMemory<byte>) => new ReadOnlyMemory<byte>([1, 2, 0, 255, (byte)_next++]),
        _ when type == typeof(TicketId) => TicketId.Create(),
        _ when type == typeof(WorkflowExecutionLink) => WorkflowExecutionLink.Create(Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid(), new Uri("https://dashboard.place.example:8443")),
        _ when type == typeof(Exception) => new InvalidOperationException(text(place)),
        _ when type == typeof(BusinessCalendar) => BusinessCalendar.Paragon,
        _ when type.IsEnum => LastOf(type),
        _ => null,
    };

    private object? Several(Type type, string place, int depth)
    {
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyDictionary<,>))
        {
            var map = (System.Collections.IDictionary)Activator.CreateInstance(typeof(Dictionary<,>).MakeGenericType(type.GetGenericArguments()))!;
            map[text(place)] = Make(type.GetGenericArguments()[1], place, depth + 1);
            return map;
        }

        var item = type.IsArray ? type.GetElementType() : type.IsGenericType && typeof(System.Collections.IEnumerable).IsAssignableFrom(type) ? type.GetGenericArguments()[0] : null;
        if (item is null)
        {
            return null;
        }

        var items = Array.CreateInstance(item, depth < Deepest ? 2 : 0);
        for (var i = 0; i < items.Length; i++)
        {
            items.SetValue(Make(item, place, depth + 1), i);
        }

        return items;
    }

    private object Record(Type type, string place, int depth)
    {
        var constructor = type.GetConstructors(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
            .Where(c => c.GetParameters() is not [var only] || only.ParameterType != type).MinBy(c => (c.IsPublic ? 0 : 100) - c.GetParameters().Length)!;
        var value = constructor.Invoke([.. constructor.GetParameters().Select(p => Make(p.ParameterType, $"{place}.{p.Name}", depth))]);
        foreach (var property in type.GetProperties().Where(p => p.SetMethod is not null && p.GetIndexParameters().Length == 0))
        {
            property.SetValue(value, Make(property.PropertyType, $"{place}.{property.Name}", depth));
        }

        return value;
    }

    // Of flags, all of them together.
    private static object LastOf(Type type)
    {
        var values = Enum.GetValues(type).Cast<object>().ToArray();
        return type.IsDefined(typeof(FlagsAttribute)) ? Enum.ToObject(type, values.Sum(v => Convert.ToInt32(v, CultureInfo.InvariantCulture))) : values[^1];
    }
}

using System.Reflection;
using Microsoft.Extensions.Logging;

namespace Conventions.Words;

/// <summary>Event ids are positive, and none is used twice.</summary>
internal static class EventIds
{
    public static IReadOnlyList<(string Method, int Id)> Of(IEnumerable<Type> types) =>
    [
        .. from type in types
           from method in type.GetMethods(BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
           let message = method.GetCustomAttribute<LoggerMessageAttribute>()
           where message is not null
           select ($"{type.Name}.{method.Name}", message.EventId),
    ];

    public static IReadOnlyList<string> Check(IEnumerable<(string Method, int Id)> messages) =>
    [
        .. from message in messages
           group message.Method by message.Id into id
           where id.Key <= 0 || id.Count() > 1
           select $"Event id {id.Key}: {string.Join(", ", id)}",
    ];
}

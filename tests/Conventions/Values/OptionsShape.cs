using System.Collections;
using System.Reflection;
using System.Xml.Linq;

namespace Conventions.Values;

/// <summary>
/// Options are plain data: a public class <c>*Options</c> has a constructor without parameters, properties that can be set (or collections and groups of options that can be filled),
/// and each property's documentation says its default in <c>value</c>. Where that is a simple literal, a new instance has it.
/// </summary>
internal static class OptionsShape
{
    public static OptionsReport Check(IEnumerable<Type> types, XDocument docs)
    {
        var report = new OptionsReport();
        foreach (var type in types.Where(type => type is { IsClass: true, IsPublic: true } && type.Name.EndsWith("Options", StringComparison.Ordinal)))
        {
            if (type.GetConstructor(Type.EmptyTypes) is null)
            {
                report.Breaches.Add($"{type.FullName}: has no constructor without parameters");
                continue;
            }

            var fresh = Activator.CreateInstance(type);
            foreach (var property in type.GetProperties(BindingFlags.Instance | BindingFlags.Public))
            {
                Check(property, property.GetValue(fresh), docs, report);
            }
        }

        return report;
    }

    private static void Check(PropertyInfo property, object? actual, XDocument docs, OptionsReport report)
    {
        var name = $"{property.DeclaringType!.FullName}.{property.Name}";
        if (property.SetMethod is not { IsPublic: true } && !(actual is not null && IsFilled(property.PropertyType)))
        {
            report.Breaches.Add($"{name}: can be neither set nor filled");
        }

        var value = docs.Descendants("member").FirstOrDefault(member => (string?)member.Attribute("name") == $"P:{name.Replace('+', '.')}")?.Element("value");
        if (value is null || !(value.Value.Contains("default", StringComparison.OrdinalIgnoreCase) || value.Value.Contains("required", StringComparison.OrdinalIgnoreCase)))
        {
            report.Breaches.Add($"{name}: its documentation has no <value> that says its default, or that it is required");
        }
        else if (StatedDefault.Of(value) is { } stated)
        {
            report.Compared++;
            if (!stated.Holds(actual))
            {
                report.Breaches.Add($"{name}: the documentation says '{stated}', a new instance has '{actual ?? "null"}'");
            }
        }
    }

    private static bool IsFilled(Type type) =>
        (type != typeof(string) && typeof(IEnumerable).IsAssignableFrom(type)) || type.Name.EndsWith("Options", StringComparison.Ordinal);
}

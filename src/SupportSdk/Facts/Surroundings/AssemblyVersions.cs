using System.Buffers;
using System.Reflection;

namespace SupportSdk.Facts.Surroundings;

/// <summary>The versions of loaded assemblies, from their own attributes; no type of the app is looked at.</summary>
internal static class AssemblyVersions
{
    private const int HashLength = 8;

    private static readonly SearchValues<char> Hexadecimal = SearchValues.Create("0123456789abcdefABCDEF");

    /// <summary>The informational version with its commit hash cut to eight characters; without one, the assembly's version.</summary>
    public static string Of(Assembly assembly)
    {
        var version = assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion;
        if (string.IsNullOrWhiteSpace(version))
        {
            return assembly.GetName().Version?.ToString() ?? "unknown";
        }

        var hash = version.IndexOf('+', StringComparison.Ordinal) + 1;
        return hash > 0 && version.Length - hash > HashLength && version.AsSpan(hash).IndexOfAnyExcept(Hexadecimal) < 0 ? version[..(hash + HashLength)] : version;
    }

    /// <summary>The named assemblies in the order of the names; null where one is not loaded.</summary>
    public static IReadOnlyList<(string Name, string? Version)> Of(IEnumerable<string> names)
    {
        var loaded = AppDomain.CurrentDomain.GetAssemblies();
        return [.. names.Distinct(StringComparer.OrdinalIgnoreCase).Select(name => (name, Array.Find(loaded, a => Is(a, name)) is { } assembly ? Of(assembly) : null))];
    }

    private static bool Is(Assembly assembly, string name) => string.Equals(assembly.GetName().Name, name, StringComparison.OrdinalIgnoreCase);
}

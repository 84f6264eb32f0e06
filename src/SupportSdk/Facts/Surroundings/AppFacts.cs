using System.Reflection;
using System.Runtime.InteropServices;

namespace SupportSdk.Facts.Surroundings;

/// <summary>What runs: the app, the SDK, and the named packages.</summary>
internal static class AppFacts
{
    public const string NoEntry = "unknown: the process was not started by a managed program";

    /// <summary>The entry assembly's name and version.</summary>
    public static string App() => Assembly.GetEntryAssembly() is { } entry ? $"{entry.GetName().Name} {AssemblyVersions.Of(entry)}" : NoEntry;

    public static string Sdk() => AssemblyVersions.Of(typeof(AppFacts).Assembly);

    /// <summary>Name and version of each named package; those that are not loaded say so.</summary>
    public static string? Packages(IEnumerable<string> names)
    {
        var packages = AssemblyVersions.Of(names);
        return packages.Count == 0 ? null : string.Join(", ", packages.Select(p => $"{p.Name} {p.Version ?? "(not loaded)"}"));
    }

    /// <summary>What changes with a deployment, by name: the app, the SDK, the runtime, and the named packages that are loaded.</summary>
    public static IReadOnlyDictionary<string, string> Running(IEnumerable<string> names)
    {
        var running = new Dictionary<string, string> { ["the app"] = App(), ["SupportSdk"] = Sdk(), ["the runtime"] = RuntimeInformation.FrameworkDescription };
        foreach (var (name, version) in AssemblyVersions.Of(names))
        {
            if (version is not null)
            {
                running[name] = version;
            }
        }

        return running;
    }
}

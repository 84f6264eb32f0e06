using System.Globalization;

namespace SupportSdk.Startup;

/// <summary>What the kernel says this process holds in memory.</summary>
internal static class ResidentMemory
{
    public static long KiB()
    {
        var line = File.ReadLines("/proc/self/status").First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal));
        return long.Parse(line["VmRSS:".Length..].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);
    }
}

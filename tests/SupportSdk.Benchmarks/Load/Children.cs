using System.Diagnostics;

namespace SupportSdk.Benchmarks.Load;

/// <summary>This same program with other arguments, as a process of its own.</summary>
internal static class Children
{
    public static Process Start(params string[] arguments)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true };
        start.Environment["DOTNET_TC_CallCountingDelayMs"] = "0"; // The final code within a short warm-up.
        return Process.Start(start)!;
    }
}

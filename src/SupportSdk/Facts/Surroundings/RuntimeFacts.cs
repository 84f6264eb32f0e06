using System.Globalization;
using System.Runtime;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SupportSdk.Facts.Surroundings;

/// <summary>What the runtime says of itself.</summary>
internal static class RuntimeFacts
{
    private const int ManyWaitingPerThread = 4;

    public static string Runtime()
    {
        var code = RuntimeFeature.IsDynamicCodeCompiled ? "JIT" : "AOT";
        return $"{RuntimeInformation.FrameworkDescription}, {RuntimeInformation.RuntimeIdentifier}, {code}, {(GCSettings.IsServerGC ? "server" : "workstation")} GC";
    }

    public static string OperatingSystem() => $"{RuntimeInformation.OSDescription.Trim()}, {Lower(RuntimeInformation.OSArchitecture)}{Emulated()}";

    /// <summary>The culture of the thread that submits.</summary>
    public static string Culture(Func<string, string?> variable)
    {
        var (culture, ui) = (NameOf(CultureInfo.CurrentCulture), NameOf(CultureInfo.CurrentUICulture));
        return $"{culture}{(ui == culture ? "" : $", texts in {ui}")}{(IsInvariant(variable) ? ", globalization-invariant mode" : "")}";
    }

    public static string ProcessorsAndMemory()
    {
        var memory = GC.GetGCMemoryInfo();
        var limit = memory.TotalAvailableMemoryBytes > 0 ? $", {Mebibytes(memory.TotalAvailableMemoryBytes)} available to the process" : "";
        return $"{Number(Environment.ProcessorCount)} processors{limit}, {Mebibytes(GC.GetTotalMemory(forceFullCollection: false))} of managed memory in use";
    }

    /// <summary>The thread pool at this moment. Many waiting items mean that calls time out in the app and not at Paragon.</summary>
    public static string ThreadPoolState()
    {
        var (threads, waiting) = (ThreadPool.ThreadCount, ThreadPool.PendingWorkItemCount);
        ThreadPool.GetMinThreads(out var fewest, out _);
        var hint = waiting > (long)ManyWaitingPerThread * Math.Max(threads, fewest) ? "; it may be starved: calls may wait in the app, not at Paragon" : "";
        return $"{Number(threads)} threads (minimum {Number(fewest)}), {Number(waiting)} items waiting{hint}";
    }

    private static string NameOf(CultureInfo culture) => culture.Name.Length == 0 ? "invariant" : culture.Name;

    // Documented: the switch of the app's runtime configuration, or the environment variable.
    private static bool IsInvariant(Func<string, string?> variable) =>
        (AppContext.TryGetSwitch("System.Globalization.Invariant", out var isOn) && isOn)
        || variable("DOTNET_SYSTEM_GLOBALIZATION_INVARIANT") is "1" || string.Equals(variable("DOTNET_SYSTEM_GLOBALIZATION_INVARIANT"), "true", StringComparison.OrdinalIgnoreCase);

    private static string Emulated() =>
        RuntimeInformation.ProcessArchitecture == RuntimeInformation.OSArchitecture ? "" : $", process {Lower(RuntimeInformation.ProcessArchitecture)}";

    private static string Lower(Architecture architecture) => architecture.ToString().ToLowerInvariant();

    private static string Mebibytes(long bytes) => $"{Number(bytes / (1024 * 1024))} MiB";

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}

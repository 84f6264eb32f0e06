using SupportSdk.Facts.Changes;
using SupportSdk.Facts.Surroundings;
using SupportSdk.Paragon.Health;

namespace SupportSdk.Facts;

/// <summary>The facts that a ticket carries, in the order in which it shows them: what changed comes first.</summary>
internal static class FactList
{
    public static IReadOnlyList<IFactProvider> Of(FactOptions options, VendorCalls calls, HealthyCalls healthy, BaselineFile? file, TimeProvider time) =>
    [
        new ChangesFact(calls, healthy, file),
        new MemoryFact("User token", isConstant: false, failed => calls.Failures.LatestOf(failed) is { } call ? TokenWords.Of(call, calls.Clock.Read()) : null),
        new MemoryFact("Clock", isConstant: false, () => ClockWords.Of(calls.Clock.Read())),
        new MemoryFact("App", isConstant: true, AppFacts.App),
        new MemoryFact("SupportSdk", isConstant: true, AppFacts.Sdk),
        new MemoryFact("Packages", isConstant: false, () => AppFacts.Packages(options.Packages)),
        new MemoryFact("Runtime", isConstant: true, RuntimeFacts.Runtime),
        new MemoryFact("Operating system", isConstant: true, RuntimeFacts.OperatingSystem),
        new ContainerFact(Environment.GetEnvironmentVariable, Path.GetPathRoot(AppContext.BaseDirectory) ?? "/"),
        new MemoryFact("Region", isConstant: true, () => PlaceFacts.Region(options.RegionVariables, Environment.GetEnvironmentVariable)),
        new MemoryFact("Culture", isConstant: false, () => RuntimeFacts.Culture(Environment.GetEnvironmentVariable)),
        new WaitingFact("Time zone", () => PlaceFacts.TimeZone(time)),
        new MemoryFact("Processors and memory", isConstant: false, RuntimeFacts.ProcessorsAndMemory),
        new WaitingFact("Process", PlaceFacts.ProcessStart),
        new MemoryFact("Thread pool", isConstant: false, RuntimeFacts.ThreadPoolState),
    ];
}

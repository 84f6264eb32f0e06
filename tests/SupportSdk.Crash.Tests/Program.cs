using SupportSdk.Crash.Tests.Harness;
using Xunit.MicrosoftTestingPlatform;
using Xunit.Runner.InProc.SystemConsole;

namespace SupportSdk.Crash.Tests;

/// <summary>The tests; or, asked by one of them, the process that is killed.</summary>
internal static class Program
{
    public static Task<int> Main(string[] args) => args switch
    {
        [CrashChild.Switch, var store, var place, var folder, var port, var task] => CrashChild.MainAsync(new StorePlace(store, place), folder, port, task),
        _ when args.Any(arg => arg is "-automated" or "@@") => ConsoleRunner.Run(args),
        _ => TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions),
    };
}

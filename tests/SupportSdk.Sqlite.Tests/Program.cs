using Microsoft.Extensions.Logging.Abstractions;
using SupportSdk.Outbox.Sql;
using SupportSdk.Tests.Outbox;
using Xunit.MicrosoftTestingPlatform;
using Xunit.Runner.InProc.SystemConsole;

namespace SupportSdk.Sqlite.Tests;

/// <summary>The tests; or, asked by one of them, another process on the same outbox file.</summary>
internal static class Program
{
    public static Task<int> Main(string[] args) => args switch
    {
        [OutboxChild.Switch, var path, .. var commands] => ChildAsync(path, commands),
        [ClientChild.Switch, var path, var channel, .. var sizes] => ClientChild.MainAsync(path, channel == "works", sizes.Select(size => int.Parse(size, System.Globalization.CultureInfo.InvariantCulture))),
        _ when args.Any(arg => arg is "-automated" or "@@") => ConsoleRunner.Run(args),
        _ => TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions),
    };

    private static async Task<int> ChildAsync(string path, string[] commands)
    {
        await using var source = new SqliteOutboxDataSource(path);
        return await OutboxChild.RunAsync(new SqlOutbox(source, SqlStatements.Sqlite, TimeProvider.System, NullLogger.Instance), commands);
    }
}

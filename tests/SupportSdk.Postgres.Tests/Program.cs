using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using SupportSdk.Outbox.Sql;
using SupportSdk.Tests.Outbox;
using Xunit.MicrosoftTestingPlatform;
using Xunit.Runner.InProc.SystemConsole;

namespace SupportSdk.Postgres.Tests;

/// <summary>The tests; or, asked by one of them, another process on the same database.</summary>
internal static class Program
{
    public static Task<int> Main(string[] args) => args switch
    {
        [OutboxChild.Switch, var connectionString, .. var commands] => ChildAsync(connectionString, commands),
        _ when args.Any(arg => arg is "-automated" or "@@") => ConsoleRunner.Run(args),
        _ => TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions),
    };

    private static async Task<int> ChildAsync(string connectionString, string[] commands)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        return await OutboxChild.RunAsync(new SqlOutbox(source, SqlStatements.PostgreSql, TimeProvider.System, NullLogger.Instance), commands);
    }
}

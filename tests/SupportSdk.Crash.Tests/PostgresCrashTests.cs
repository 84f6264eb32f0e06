using SupportSdk.Crash.Tests.Harness;
using SupportSdk.Postgres.Tests.Server;

namespace SupportSdk.Crash.Tests;

/// <summary>On a PostgreSQL server.</summary>
public sealed class PostgresCrashTests
{
    [Fact]
    public async Task Kill_BeforeAndAfterEveryTransition_LosesNothing()
    {
        await using var cluster = await Cluster.StartAsync();
        await using var run = await CrashRun.OnPostgreSqlAsync(await cluster.CreateDatabaseAsync());
        await CrashSuite.EveryPointAsync(run);
    }

    [Fact]
    public async Task Kill_AtRandomMoments_LosesNothing()
    {
        await using var cluster = await Cluster.StartAsync();
        await using var run = await CrashRun.OnPostgreSqlAsync(await cluster.CreateDatabaseAsync());
        await CrashSuite.RandomMomentsAsync(run);
    }
}

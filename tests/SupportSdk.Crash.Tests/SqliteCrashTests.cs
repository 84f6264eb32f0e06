using SupportSdk.Crash.Tests.Harness;
using SupportSdk.Outbox;

namespace SupportSdk.Crash.Tests;

/// <summary>On a SQLite file. The two databases are two classes, so that they run side by side.</summary>
public sealed class SqliteCrashTests
{
    [Fact]
    public void All_KillPoints_AreTwoForEachRowOfTheTable() => Assert.Equal(2 * DeliveryTransitions.All.Count, KillPoint.All.Distinct().Count());

    [Fact]
    public async Task Kill_BeforeAndAfterEveryTransition_LosesNothing()
    {
        await using var run = await CrashRun.OnSqliteAsync();
        await CrashSuite.EveryPointAsync(run);
    }

    [Fact]
    public async Task Kill_AtRandomMoments_LosesNothing()
    {
        await using var run = await CrashRun.OnSqliteAsync();
        await CrashSuite.RandomMomentsAsync(run);
    }
}

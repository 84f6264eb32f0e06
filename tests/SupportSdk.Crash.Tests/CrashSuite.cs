using System.Globalization;
using SupportSdk.Crash.Tests.Harness;
using SupportSdk.Outbox;

namespace SupportSdk.Crash.Tests;

/// <summary>
/// Processes that are killed, one after the other on the same outbox: once before and once after the commit of every transition, and at random moments. Nothing is lost; what goes out twice
/// is flagged.
/// </summary>
internal static class CrashSuite
{
    private static CancellationToken None => TestContext.Current.CancellationToken;

    // How many random moments of death: CRASH_SEEDS=1000 for the long run.
    private static int Seeds => int.TryParse(Environment.GetEnvironmentVariable("CRASH_SEEDS"), NumberStyles.None, CultureInfo.InvariantCulture, out var seeds) ? seeds : 8;

    public static async Task EveryPointAsync(CrashRun run)
    {
        foreach (var point in KillPoint.All)
        {
            // Who dies while it takes over needs one that died while it was sending; and for the second time, one that died over the same ticket.
            if (point.Transition.Event is DeliveryEvent.OwnerDied or DeliveryEvent.OwnerDiedAgain && !point.After)
                await run.DieAtAsync(KillPoint.Claimed, None);

            await run.DieAtAsync(point, None);
        }

        var (tickets, mails, twice) = await run.VerifyAsync(None);
        TestContext.Current.TestOutputHelper?.WriteLine($"{tickets} tickets, {mails} mails, {twice} of them twice and flagged");
        Assert.True(tickets >= KillPoint.All.Count && mails >= tickets / 2, $"{tickets} tickets, {mails} mails");
    }

    public static async Task RandomMomentsAsync(CrashRun run)
    {
        for (var seed = 0; seed < Seeds; seed++)
        {
            await run.DieAfterAsync(seed, TimeSpan.FromMilliseconds(new Random(seed).Next(20, 600)), None);
            if (seed % 20 == 19)
                await run.VerifyAsync(None);
        }

        await run.VerifyAsync(None);
    }
}

using SupportSdk.Outbox;
using SupportSdk.Outbox.Sql;
using SupportSdk.Tests.Outbox;

namespace SupportSdk.Sqlite.Tests.Outbox;

/// <summary>Several real processes on one file: a claim lives as long as its process, and no longer.</summary>
public sealed class SqliteOutboxProcessTests : IDisposable
{
    private readonly OutboxFile _file = new();
    private readonly SqlOutbox _outbox;

    public SqliteOutboxProcessTests() => _outbox = _file.Open();

    private static CancellationToken None => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RecoverAsync_ClaimOfAKilledProcess_ComesBackPossiblySent()
    {
        var id = await FreezeAsync();
        using var child = OutboxChild.Start(_file.Path, ["claim"]);
        Assert.Equal(id.ToString(), await child.NextLineAsync(None));

        await _outbox.RecoverAsync(None);
        Assert.Null(await ClaimAsync());

        await child.KillAsync(None);
        await _outbox.RecoverAsync(None);

        var claim = await ClaimAsync();
        Assert.Equal((id, 1, true), (claim!.Id, claim.Attempts, claim.PossiblySent));
        Assert.Single(LockFiles());
    }

    [Fact]
    public async Task RecoverAsync_KilledTwiceWhileSending_IsUncertainAndNotSentAThirdTime()
    {
        var id = await FreezeAsync();
        for (var time = 0; time < 2; time++)
        {
            using var child = OutboxChild.Start(_file.Path, ["claim"]);
            Assert.Equal(id.ToString(), await child.NextLineAsync(None));
            await child.KillAsync(None);
            await _outbox.RecoverAsync(None);
        }

        Assert.Null(await ClaimAsync());
        var delivery = Assert.Single((await _outbox.FindAsync(id, None))!.Deliveries);
        Assert.Equal((DeliveryState.Uncertain, 2, true), (delivery.State, delivery.Attempts, delivery.PossiblySent));
        Assert.Contains("RetryAsync", delivery.LastError, StringComparison.Ordinal);
        Assert.Equal(1, await _outbox.DecideAsync(id, DeliveryEvent.Retried, DateTimeOffset.UnixEpoch, None));
        Assert.True((await ClaimAsync())!.PossiblySent);
    }

    [Fact]
    public async Task RecoverAsync_AcceptedByAProcess_LeftToItWhileItLivesAndAdoptedOnceWhenKilled()
    {
        using var child = OutboxChild.Start(_file.Path, ["accept"]);
        var id = await child.NextLineAsync(None);
        Assert.Empty(await _outbox.RecoverAsync(None));

        await child.KillAsync(None);

        var adopted = Assert.Single(await _outbox.RecoverAsync(None));
        Assert.Equal(id, adopted.Id.ToString());
        Assert.Equal("the child's"u8, adopted.Payload.Span);
        Assert.Empty(await _outbox.RecoverAsync(None));
    }

    [Fact]
    public async Task RecoverAsync_FourProcessesAtOnce_EachTicketAdoptedByOne()
    {
        var ids = new List<string>();
        using (var dead = OutboxChild.Start(_file.Path, [.. Enumerable.Repeat("accept", 40)]))
        {
            for (var i = 0; i < 40; i++)
                ids.Add(await dead.NextLineAsync(None));

            await dead.KillAsync(None);
        }

        var children = Enumerable.Range(0, 4).Select(_ => OutboxChild.Start(_file.Path, ["recover"])).ToList();
        var adopted = await OutboxChild.LinesAsync(children, None);

        Assert.Equal(ids.Order(), adopted.Order());
    }

    [Fact]
    public async Task ClaimAsync_TwoProcesses_EachTicketGoesOutOnce()
    {
        var ids = new List<string>();
        for (var i = 0; i < 200; i++)
            ids.Add((await FreezeAsync()).ToString());

        var children = Enumerable.Range(0, 2).Select(_ => OutboxChild.Start(_file.Path, ["deliver-all"])).ToList();
        var claimed = await OutboxChild.LinesAsync(children, None);

        Assert.Equal(ids.Order(), claimed.Order());
    }

    [Fact]
    public async Task SettleAsync_ClaimTakenOverByAnother_OnlyTheAcknowledgementCounts()
    {
        var id = await FreezeAsync();
        var slow = _file.Open();
        await slow.ClaimAsync(SupportChannel.Email, DateTimeOffset.MaxValue, None);
        _file.Query($"UPDATE support_deliveries SET owner = '{Guid.NewGuid():N}'");
        await _outbox.RecoverAsync(None);
        Assert.NotNull(await ClaimAsync());

        await slow.SettleAsync(new Settlement(id, SupportChannel.Email, DeliveryEvent.AttentionNeeded, 1, DateTimeOffset.UnixEpoch), None);
        Assert.Equal(DeliveryState.Sending, await StateAsync(id));

        await slow.SettleAsync(new Settlement(id, SupportChannel.Email, DeliveryEvent.Acknowledged, 1, DateTimeOffset.UnixEpoch), None);
        Assert.Equal(DeliveryState.Delivered, await StateAsync(id));
    }

    [Fact]
    public async Task AcceptAsync_NoFileLocks_RefusedInWords()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows cannot switch file locks off");
        using var child = OutboxChild.Start(_file.Path, ["accept"], fileLocks: false);

        Assert.Contains("file locks", await child.NextLineAsync(None), StringComparison.Ordinal);
    }

    [Fact]
    public async Task RecoverAsync_OrphanedLockFile_SweptAndTheLivingKept()
    {
        using var living = OutboxChild.Start(_file.Path, ["claim"]);
        await living.NextLineAsync(None);
        var orphan = $"{_file.Path}.owner-{Guid.NewGuid():N}";
        await File.WriteAllTextAsync(orphan, "", None);

        await _outbox.RecoverAsync(None);

        Assert.False(File.Exists(orphan));
        Assert.Equal(2, LockFiles().Length);
    }

    public void Dispose() => _file.Dispose();

    private string[] LockFiles() => Directory.GetFiles(Path.GetDirectoryName(_file.Path)!, "*.owner-*");

    private Task<ClaimedDelivery?> ClaimAsync() => _outbox.ClaimAsync(SupportChannel.Email, DateTimeOffset.MaxValue, None);

    private async Task<DeliveryState> StateAsync(TicketId id) => Assert.Single((await _outbox.FindAsync(id, None))!.Deliveries).State;

    private async Task<TicketId> FreezeAsync()
    {
        var id = TicketId.Create();
        await _outbox.FreezeAsync(
            new FrozenEntry(id, DateTimeOffset.UnixEpoch, "x"u8.ToArray(), [new DeliveryStart(SupportChannel.Email, DeliveryState.Pending, DateTimeOffset.UnixEpoch, null)]), None);
        return id;
    }
}

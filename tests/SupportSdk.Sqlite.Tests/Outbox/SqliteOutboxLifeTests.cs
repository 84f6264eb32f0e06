using Microsoft.Extensions.Logging.Abstractions;
using SupportSdk.Outbox;
using SupportSdk.Outbox.Sql;

namespace SupportSdk.Sqlite.Tests.Outbox;

/// <summary>An outbox file over the years: what goes with age, older schemas, and power cuts.</summary>
public sealed class SqliteOutboxLifeTests : IDisposable
{
    private readonly OutboxFile _file = new();

    private static CancellationToken None => TestContext.Current.CancellationToken;

    private DateTimeOffset Now => _file.Time.GetUtcNow();

    [Fact]
    public async Task RecoverAsync_DeliveredLongAgo_GoesAndWhatIsNotDeliveredStaysForEver()
    {
        var outbox = _file.Open();
        var delivered = await FreezeAsync(outbox, DeliveryEvent.Acknowledged);
        var parked = await FreezeAsync(outbox, DeliveryEvent.AttentionNeeded);
        var half = await FreezeAsync(outbox, DeliveryEvent.Acknowledged, SupportChannel.Email, SupportChannel.Slack);
        var accepted = new AcceptedTicket(TicketId.Create(), Now, "x"u8.ToArray());
        await outbox.AcceptAsync(accepted, None);

        _file.Time.Advance(TimeSpan.FromDays(29));
        var fresh = await FreezeAsync(outbox, DeliveryEvent.Acknowledged);
        await outbox.RecoverAsync(None);
        Assert.NotNull(await outbox.FindAsync(delivered, None));

        _file.Time.Advance(TimeSpan.FromDays(2));
        await outbox.RecoverAsync(None);
        Assert.Null(await outbox.FindAsync(delivered, None));
        foreach (var id in new[] { parked, half, accepted.Id, fresh })
            Assert.NotNull(await outbox.FindAsync(id, None));

        _file.Time.Advance(TimeSpan.FromDays(3_650));
        await outbox.RecoverAsync(None);
        Assert.Equal("True True True False", await ThereAsync(outbox, parked, half, accepted.Id, fresh));
    }

    [Fact]
    public async Task RecoverAsync_MoreThanSoMany_TheNewestStay()
    {
        using var source = new SqliteOutboxDataSource(_file.Path);
        using var outbox = new SqlOutbox(source, SqlStatements.Sqlite, _file.Time, NullLogger.Instance, null, new OutboxRetention(TimeSpan.FromDays(30), 3));
        var ids = new List<TicketId>();
        for (var i = 0; i < 5; i++)
        {
            _file.Time.Advance(TimeSpan.FromSeconds(1));
            ids.Add(await FreezeAsync(outbox, DeliveryEvent.Acknowledged));
        }

        await outbox.RecoverAsync(None);

        Assert.Equal("False False True True True", await ThereAsync(outbox, [.. ids]));
    }

    [Fact]
    public async Task Open_SchemaOfVersionOne_IsUpgradedAndItsTicketsGoOn()
    {
        _file.Query("""
            CREATE TABLE support_schema (id INTEGER PRIMARY KEY, version INTEGER NOT NULL);
            INSERT INTO support_schema VALUES (1, 1);
            CREATE TABLE support_tickets (id TEXT NOT NULL PRIMARY KEY, submitted_at INTEGER NOT NULL, accepted BLOB, frozen BLOB, checksum BLOB NOT NULL, owner TEXT NOT NULL, damage TEXT, version INTEGER NOT NULL);
            CREATE TABLE support_deliveries (ticket TEXT NOT NULL REFERENCES support_tickets (id), channel TEXT NOT NULL, state TEXT NOT NULL, attempts INTEGER NOT NULL, due_at INTEGER NOT NULL,
                submitted_at INTEGER NOT NULL, remote_id TEXT, last_error TEXT, at INTEGER NOT NULL, owner TEXT, possibly_sent INTEGER NOT NULL, PRIMARY KEY (ticket, channel));
            """);
        var id = TicketId.Create();
        var checksum = Convert.ToHexString(System.Security.Cryptography.SHA256.HashData("old"u8));
        _file.Query($"INSERT INTO support_tickets VALUES ('{id}', 1, NULL, x'6F6C64', x'{checksum}', 'gone', NULL, 1)");
        _file.Query($"INSERT INTO support_deliveries VALUES ('{id}', 'email', 'pending', 2, 1, 1, 'id@host', NULL, 1, NULL, 0)");

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => _file.Open().CountOpenAsync(None)));
        var claim = await _file.Open().ClaimAsync(SupportChannel.Email, DateTimeOffset.MaxValue, None);

        Assert.Equal((id, 2, "old"), (claim!.Id, claim.Attempts, System.Text.Encoding.UTF8.GetString(claim.Payload.Span)));
        Assert.Equal((long)SqlStatements.Version, _file.Query("SELECT version FROM support_schema"));
    }

    [Fact]
    public async Task Open_PowerCutAtEveryFrameAfterTheLastAcknowledgement_AcknowledgedTicketsSurvive()
    {
        var outbox = _file.Open();
        var acknowledged = new AcceptedTicket(TicketId.Create(), Now, new byte[9_000]);
        await outbox.AcceptAsync(acknowledged, None);
        var frozen = await FreezeAsync(outbox, null);
        var synced = new FileInfo(_file.Path + "-wal").Length;

        // What comes now may be on the disk up to any byte of it.
        await outbox.AcceptAsync(new AcceptedTicket(TicketId.Create(), Now, new byte[20_000]), None);
        var (database, log) = (await CopyAsync(_file.Path), await CopyAsync(_file.Path + "-wal"));
        const int Frame = 24 + 4_096;
        Assert.True(log.Length >= synced + (3 * Frame), $"{synced} of {log.Length}");
        for (long cut = synced; cut <= log.Length; cut += Frame / 2)
        {
            using var after = new OutboxFile();
            await File.WriteAllBytesAsync(after.Path, database, None);
            await File.WriteAllBytesAsync(after.Path + "-wal", log[..(int)cut], None);
            var reopened = after.Open();

            Assert.Equal(9_000, (await reopened.FindAsync(acknowledged.Id, None))?.Accepted?.Length);
            Assert.NotNull((await reopened.FindAsync(frozen, None))?.Frozen);
            Assert.Equal("ok", after.Query("PRAGMA integrity_check"));
        }
    }

    [Fact]
    public async Task AcceptAsync_CorruptFile_RefusedInWords()
    {
        var outbox = _file.Open();
        for (var i = 0; i < 20; i++)
            await outbox.AcceptAsync(new AcceptedTicket(TicketId.Create(), Now, new byte[3_000]), None);

        outbox.Dispose();
        _file.Query("PRAGMA wal_checkpoint(TRUNCATE)");
        using (var file = new FileStream(_file.Path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite))
        {
            file.Position = 4_096;
            file.Write(Enumerable.Repeat((byte)0xA5, (int)file.Length - 4_096).ToArray());
        }

        var refused = await Assert.ThrowsAsync<OutboxUnavailableException>(() => _file.Open().AcceptAsync(new AcceptedTicket(TicketId.Create(), Now, new byte[3_000]), None));
        Assert.Contains("damaged", refused.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _file.Dispose();

    private async Task<TicketId> FreezeAsync(SqlOutbox outbox, DeliveryEvent? end, params SupportChannel[] channels)
    {
        var id = TicketId.Create();
        channels = channels.Length == 0 ? [SupportChannel.Email] : channels;
        await outbox.FreezeAsync(new FrozenEntry(id, Now, "x"u8.ToArray(), [.. channels.Select(channel => new DeliveryStart(channel, DeliveryState.Pending, Now, null))]), None);
        if (end is { } happened)
        {
            Assert.Equal(id, (await outbox.ClaimAsync(channels[0], Now, None))!.Id);
            await outbox.SettleAsync(new Settlement(id, channels[0], happened, 1, Now), None);
        }

        return id;
    }

    private static async Task<string> ThereAsync(SqlOutbox outbox, params TicketId[] ids) =>
        string.Join(' ', await Task.WhenAll(ids.Select(async id => await outbox.FindAsync(id, None) is not null)));

    private static async Task<byte[]> CopyAsync(string path)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var bytes = new byte[file.Length];
        await file.ReadExactlyAsync(bytes, None);
        return bytes;
    }
}

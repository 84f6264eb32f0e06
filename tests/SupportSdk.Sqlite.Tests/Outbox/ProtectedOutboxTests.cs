using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using SupportSdk.Outbox;
using SupportSdk.Outbox.Sql;

namespace SupportSdk.Sqlite.Tests.Outbox;

/// <summary>Encryption at rest: nothing readable in the file, and a key that is wrong, missing or back again.</summary>
public sealed class ProtectedOutboxTests : IDisposable
{
    private const string Text = "the customer's own words";

    private readonly OutboxFile _file = new();
    private readonly AesGcmPayloadProtector _key = new(Enumerable.Repeat((byte)7, 32).ToArray());
    private readonly AesGcmPayloadProtector _another = new(new byte[32]);
    private readonly List<IDisposable> _opened = [];

    private static CancellationToken None => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AcceptAndFreeze_Protected_NothingReadableInAnyFileAndAllComesBack()
    {
        var outbox = Open(_key);
        var accepted = await AcceptAsync(outbox);
        var frozen = await FreezeAsync(outbox);

        foreach (var path in Directory.GetFiles(Path.GetDirectoryName(_file.Path)!))
            Assert.DoesNotContain("own words", await ReadSharedAsync(path), StringComparison.Ordinal);

        var reopened = Open(_key);
        Assert.Equal(Text, Encoding.UTF8.GetString((await reopened.FindAsync(accepted, None))!.Accepted!.Value.Span));
        Assert.Equal((frozen, Text), await ClaimAsync(reopened));
    }

    [Theory]
    [InlineData(true, "another key")]
    [InlineData(false, "no protector")]
    public async Task ClaimAsync_WrongOrMissingKey_ParkedWithTheWayOutAndGoesOnWithTheRightOne(bool wrong, string reason)
    {
        var id = await FreezeAsync(Open(_key));
        var blind = Open(wrong ? _another : null);

        Assert.Null(await ClaimAsync(blind));

        var record = (await blind.FindAsync(id, None))!;
        Assert.Equal((DeliveryState.Parked, null), (record.Deliveries.Single().State, record.Frozen));
        Assert.Contains(reason, record.Deliveries.Single().LastError, StringComparison.Ordinal);
        Assert.Contains(reason, record.Damage, StringComparison.Ordinal);

        var seeing = Open(_key);
        Assert.Equal(1, await seeing.DecideAsync(id, DeliveryEvent.Retried, DateTimeOffset.UnixEpoch, None));
        Assert.Equal((id, Text), await ClaimAsync(seeing));
    }

    [Fact]
    public async Task RecoverAsync_AcceptedUnderAnotherKey_SetAsideAndTakenWhenItIsRetriedWithTheRightOne()
    {
        var first = Open(_key);
        var id = await AcceptAsync(first);
        first.Dispose();
        var blind = Open(_another);
        Assert.Empty(await blind.RecoverAsync(None));
        Assert.Equal(0, await blind.CountOpenAsync(None));

        var seeing = Open(_key);
        Assert.Empty(await seeing.RecoverAsync(None));
        Assert.Equal(1, await seeing.DecideAsync(id, DeliveryEvent.Retried, DateTimeOffset.UnixEpoch, None));

        Assert.Equal(Text, Encoding.UTF8.GetString(Assert.Single(await seeing.RecoverAsync(None)).Payload.Span));
    }

    [Fact]
    public async Task ClaimAsync_StoredBeforeTheKeyWasGiven_StaysReadable()
    {
        var plain = await FreezeAsync(Open(null));

        Assert.Equal((plain, Text), await ClaimAsync(Open(_key)));
    }

    [Fact]
    public async Task ClaimAsync_TamperedTogetherWithItsChecksum_Parked()
    {
        var outbox = Open(_key);
        var id = await FreezeAsync(outbox);
        using (var connection = _file.Connect())
        {
            connection.CreateFunction("sha256", (byte[] bytes) => System.Security.Cryptography.SHA256.HashData(bytes));
            using var command = connection.CreateCommand();
            command.CommandText = "UPDATE support_tickets SET frozen = CAST(frozen || x'00' AS BLOB); UPDATE support_tickets SET checksum = sha256(frozen)";
            command.ExecuteNonQuery();
        }

        Assert.Null(await ClaimAsync(outbox));
        Assert.Contains("changed", (await outbox.FindAsync(id, None))!.Deliveries.Single().LastError, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FreezeAsync_SameBytesTwice_ProtectedAnew_IsRefusedAndTheFirstStay()
    {
        var outbox = Open(_key);
        var id = await FreezeAsync(outbox);

        await Assert.ThrowsAsync<TicketStoredException>(() => outbox.FreezeAsync(Entry(id), None));
        Assert.Equal((id, Text), await ClaimAsync(outbox));
    }

    public void Dispose()
    {
        _opened.ForEach(opened => opened.Dispose());
        _file.Dispose();
        _key.Dispose();
        _another.Dispose();
    }

    private SqlOutbox Open(IPayloadProtector? protector)
    {
        var source = new SqliteOutboxDataSource(_file.Path);
        var outbox = new SqlOutbox(source, SqlStatements.Sqlite, _file.Time, NullLogger.Instance, protector);
        _opened.InsertRange(0, [outbox, source]);
        return outbox;
    }

    private static async Task<TicketId> AcceptAsync(SqlOutbox outbox)
    {
        var ticket = new AcceptedTicket(TicketId.Create(), DateTimeOffset.UnixEpoch, Encoding.UTF8.GetBytes(Text));
        await outbox.AcceptAsync(ticket, None);
        return ticket.Id;
    }

    private static async Task<TicketId> FreezeAsync(SqlOutbox outbox)
    {
        var id = TicketId.Create();
        await outbox.FreezeAsync(Entry(id), None);
        return id;
    }

    private static FrozenEntry Entry(TicketId id) =>
        new(id, DateTimeOffset.UnixEpoch, Encoding.UTF8.GetBytes(Text), [new DeliveryStart(SupportChannel.Email, DeliveryState.Pending, DateTimeOffset.UnixEpoch, null)]);

    private static async Task<(TicketId, string)?> ClaimAsync(SqlOutbox outbox) =>
        await outbox.ClaimAsync(SupportChannel.Email, DateTimeOffset.MaxValue, None) is { } claim ? (claim.Id, Encoding.UTF8.GetString(claim.Payload.Span)) : null;

    private static async Task<string> ReadSharedAsync(string path)
    {
        try
        {
            await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var reader = new StreamReader(file, Encoding.Latin1);
            return await reader.ReadToEndAsync(None);
        }
        catch (IOException)
        {
            return ""; // The lock file of a living process is nobody else's to read, and empty.
        }
    }
}

using System.Diagnostics;
using Microsoft.Data.Sqlite;
using SupportSdk.Outbox;
using SupportSdk.Outbox.Sql;

namespace SupportSdk.Sqlite.Tests.Outbox;

/// <summary>What a disk, a file or another program can do to an outbox: each is told in words, within the budget, and nothing is half stored.</summary>
public sealed class SqliteOutboxFailureTests : IDisposable
{
    private readonly OutboxFile _file = new();

    private static CancellationToken None => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AcceptAsync_LockedFile_RefusedWithinTheBudgetAndGoesOnAfterwards()
    {
        var outbox = _file.Open();
        await outbox.AcceptAsync(Ticket(), None);
        using (Lock())
        {
            var started = Stopwatch.GetTimestamp();
            await RefusedAsync(() => outbox.AcceptAsync(Ticket(), None), "locked");
            Assert.InRange(Stopwatch.GetElapsedTime(started), TimeSpan.Zero, SqlStore.Budget);

            started = Stopwatch.GetTimestamp();
            Assert.Contains("locked", Assert.Throws<OutboxUnavailableException>(() => outbox.Accept(Ticket())).Message, StringComparison.Ordinal);
            Assert.InRange(Stopwatch.GetElapsedTime(started), TimeSpan.Zero, SqlStore.Budget);
        }

        await outbox.AcceptAsync(Ticket(), None);
        Assert.Equal(2, await outbox.CountOpenAsync(None));
    }

    [Fact]
    public async Task AcceptAsync_LockedNewFile_RefusedWithinTheBudget()
    {
        using var locked = Lock();
        var started = Stopwatch.GetTimestamp();

        await RefusedAsync(() => _file.Open().AcceptAsync(Ticket(), None), "locked");

        Assert.InRange(Stopwatch.GetElapsedTime(started), TimeSpan.Zero, SqlStore.Budget);
    }

    [Fact]
    public async Task AcceptAsync_TwentyAtOnceOnALockedFile_WaitOneBudgetTogether()
    {
        var outbox = _file.Open();
        await outbox.AcceptAsync(Ticket(), None);
        using var locked = Lock();
        var started = Stopwatch.GetTimestamp();

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => RefusedAsync(() => outbox.AcceptAsync(Ticket(), None), "locked")));

        Assert.InRange(Stopwatch.GetElapsedTime(started), TimeSpan.Zero, SqlStore.Budget);
    }

    [Fact]
    public async Task FreezeAsync_LockedFile_LeavesItAccepted()
    {
        var outbox = _file.Open();
        var ticket = Ticket();
        await outbox.AcceptAsync(ticket, None);
        using (Lock())
            await RefusedAsync(() => outbox.FreezeAsync(Frozen(ticket.Id, 10), None), "locked");

        await outbox.FreezeAsync(Frozen(ticket.Id, 10), None);
        Assert.NotNull((await outbox.FindAsync(ticket.Id, None))!.Frozen);
    }

    [Fact]
    public async Task AcceptAsync_ReadOnlyDatabase_Refused()
    {
        await _file.Open().AcceptAsync(Ticket(), None);
        await using var readOnly = new PreparedDataSource($"Data Source={_file.Path};Mode=ReadOnly");

        await RefusedAsync(() => _file.Open(readOnly).AcceptAsync(Ticket(), None), "read-only");
    }

    [Fact]
    public async Task AcceptAsync_ConnectionTurnedReadOnly_RefusedAndNothingStored()
    {
        string? statement = null;
        await using var source = new PreparedDataSource($"Data Source={_file.Path};Pooling=False", () => statement);
        var outbox = _file.Open(source);
        await outbox.AcceptAsync(Ticket(), None);
        statement = "PRAGMA query_only=1";

        await RefusedAsync(() => outbox.AcceptAsync(Ticket(), None), "read-only");
        Assert.Equal(1, await outbox.CountOpenAsync(None));
    }

    [Fact]
    public async Task AcceptAsync_PathIsAFolder_Refused()
    {
        Directory.CreateDirectory(_file.Path);

        await RefusedAsync(() => _file.Open().AcceptAsync(Ticket(), None), "cannot be opened");
    }

    [Fact]
    public async Task AcceptAsync_FolderIsAFile_Refused()
    {
        await File.WriteAllTextAsync(_file.InFolder("taken"), "x", None);
        await using var source = new SqliteOutboxDataSource(_file.InFolder(Path.Combine("taken", "support.db")));

        await RefusedAsync(() => _file.Open(source).AcceptAsync(Ticket(), None), "folder");
    }

    [Fact]
    public async Task AcceptAsync_PlaceWhereNobodyMayWrite_Refused()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "/proc is Linux's");
        await using var source = new SqliteOutboxDataSource("/proc/support-outbox/support.db");

        await RefusedAsync(() => _file.Open(source).AcceptAsync(Ticket(), None), "folder");
    }

    [Fact]
    public async Task AcceptAsync_NotADatabase_RefusedAndTheFileIsLeftAsItWas()
    {
        var bytes = new byte[8192];
        new Random(7).NextBytes(bytes);
        await File.WriteAllBytesAsync(_file.Path, bytes, None);

        await RefusedAsync(() => _file.Open().AcceptAsync(Ticket(), None), "not a SQLite database");

        Assert.Equal(bytes, await File.ReadAllBytesAsync(_file.Path, None));
    }

    [Fact]
    public async Task FreezeAsync_DiskFull_RefusedAndTheAcceptedTicketStays()
    {
        string? statement = null;
        await using var source = new PreparedDataSource($"Data Source={_file.Path};Pooling=False", () => statement);
        var outbox = _file.Open(source);
        var ticket = Ticket();
        await outbox.AcceptAsync(ticket, None);
        statement = "PRAGMA max_page_count=20";

        await RefusedAsync(() => outbox.FreezeAsync(Frozen(ticket.Id, 200_000), None), "full");
        await RefusedAsync(() => outbox.AcceptAsync(Ticket(200_000), None), "full");

        Assert.NotNull((await outbox.FindAsync(ticket.Id, None))!.Accepted);
        Assert.Equal(1, await outbox.CountOpenAsync(None));
        statement = null;
        await outbox.FreezeAsync(Frozen(ticket.Id, 200_000), None);
    }

    [Fact]
    public async Task AcceptAsync_NewerSchema_RefusedByName()
    {
        await _file.Open().AcceptAsync(Ticket(), None);
        _file.Query("UPDATE support_schema SET version = 7");

        await RefusedAsync(() => _file.Open().AcceptAsync(Ticket(), None), "schema 7");
        Assert.Equal(7L, _file.Query("SELECT version FROM support_schema"));
    }

    [Fact]
    public async Task ClaimAsync_DamagedPayload_ParkedAndTheNextGoesOut()
    {
        var outbox = _file.Open();
        var damaged = Frozen(TicketId.Create(), 100);
        var whole = Frozen(TicketId.Create(), 100) with { SubmittedAt = damaged.SubmittedAt.AddHours(1) };
        await outbox.FreezeAsync(damaged, None);
        await outbox.FreezeAsync(whole, None);
        _file.Query($"UPDATE support_tickets SET frozen = x'00' WHERE id = '{damaged.Id}'");

        var claim = await outbox.ClaimAsync(SupportChannel.Email, DateTimeOffset.MaxValue, None);

        Assert.Equal(whole.Id, claim!.Id);
        var record = await outbox.FindAsync(damaged.Id, None);
        var parked = Assert.Single(record!.Deliveries);
        Assert.Equal(DeliveryState.Parked, parked.State);
        Assert.Contains("do not match their checksum", parked.LastError, StringComparison.Ordinal);
        Assert.Contains("do not match their checksum", record.Damage, StringComparison.Ordinal);
        Assert.Null(record.Frozen);
    }

    [Fact]
    public async Task RecoverAsync_DamagedAcceptedTicket_SetAsideAndTheOthersComeBack()
    {
        var (damaged, whole) = (Ticket(), Ticket());
        var first = _file.Open();
        await first.AcceptAsync(damaged, None);
        await first.AcceptAsync(whole, None);
        first.Dispose();
        _file.Query($"UPDATE support_tickets SET accepted = x'00' WHERE id = '{damaged.Id}'");

        var second = _file.Open();

        Assert.Equal([whole.Id], (await second.RecoverAsync(None)).Select(ticket => ticket.Id));
        Assert.Contains("checksum", (await second.FindAsync(damaged.Id, None))!.Damage, StringComparison.Ordinal);
        Assert.Equal(1, await second.CountOpenAsync(None));
    }

    public void Dispose() => _file.Dispose();

    private static AcceptedTicket Ticket(int size = 100) => new(TicketId.Create(), DateTimeOffset.UnixEpoch, new byte[size]);

    private static FrozenEntry Frozen(TicketId id, int size) =>
        new(id, DateTimeOffset.UnixEpoch, new byte[size], [new DeliveryStart(SupportChannel.Email, DeliveryState.Pending, DateTimeOffset.UnixEpoch, null)]);

    private static async Task RefusedAsync(Func<Task> act, string reason)
    {
        var exception = await Assert.ThrowsAsync<OutboxUnavailableException>(act);
        Assert.Contains(reason, exception.Message, StringComparison.Ordinal);
    }

    private SqliteConnection Lock()
    {
        var connection = _file.Connect();
        using var command = connection.CreateCommand();
        command.CommandText = "BEGIN EXCLUSIVE";
        command.ExecuteNonQuery();
        return connection;
    }
}

using SupportSdk.Outbox;
using SupportSdk.Outbox.Sql;
using SupportSdk.Tests.Outbox;

namespace SupportSdk.Sqlite.Tests.Outbox;

public sealed class SqliteOutboxTests : OutboxContract, IDisposable
{
    private readonly OutboxFile _file = new();
    private readonly SqlOutbox _outbox;

    public SqliteOutboxTests() => _outbox = _file.Open();

    private protected override (IOutbox Outbox, IDeliveryQueue Queue) Store => (_outbox, _outbox);

    [Fact]
    public void Constructor_BeforeTheFirstTicket_TouchesNoDisk() => Assert.Empty(Directory.GetFileSystemEntries(Path.GetDirectoryName(_file.Path)!));

    [Fact]
    public async Task AcceptAsync_Reopened_SurvivesByteForByte()
    {
        var ticket = Accepted("kept");
        await _outbox.AcceptAsync(ticket, None);
        _outbox.Dispose();

        var reopened = _file.Open();

        Assert.True(reopened.IsDurable);
        Assert.Equal("kept", Text((await reopened.FindAsync(ticket.Id, None))?.Accepted));
        Assert.Equal([ticket.Id], (await reopened.RecoverAsync(None)).Select(adopted => adopted.Id));
    }

    [Fact]
    public async Task AcceptAsync_MissingFolder_IsMade()
    {
        var path = _file.InFolder(Path.Combine("a", "b", "support.db"));
        await using var source = new SqliteOutboxDataSource(path);
        using var outbox = _file.Open(source);

        await outbox.AcceptAsync(Accepted("deep"), None);

        Assert.True(File.Exists(path));
    }

    [Fact]
    public async Task AcceptAsync_File_IsInWalMode()
    {
        await _outbox.AcceptAsync(Accepted("x"), None);

        Assert.Equal("wal", _file.Query("PRAGMA journal_mode"));
        Assert.Equal((long)SqlStatements.Version, _file.Query("SELECT version FROM support_schema"));
    }

    [Fact]
    public async Task AcceptAsync_EveryConnection_IsSynchronousFullAndWaitsBriefly()
    {
        await using var source = new ObservedDataSource(_file.Path);
        using var outbox = _file.Open(source);
        await outbox.AcceptAsync(Accepted("x"), None);
        outbox.Accept(Accepted("y"));
        await outbox.CountOpenAsync(None);

        Assert.True(source.Seen.Count >= 3);
        Assert.All(source.Seen, seen => Assert.Equal(("2", "250"), seen));
    }

    [Fact]
    public async Task AcceptAsync_ManyAtOnce_ShareACommitAndOneThatIsRefusedHarmsNoOther()
    {
        await using var source = new ObservedDataSource(_file.Path);
        using var outbox = _file.Open(source);
        var taken = Accepted("first");
        await outbox.AcceptAsync(taken, None);
        var before = source.Seen.Count;
        using var cancelled = new CancellationTokenSource();
        var tickets = Enumerable.Range(0, 200).Select(i => Accepted($"{i}")).ToList();

        var refused = outbox.AcceptAsync(taken with { Payload = Bytes("other bytes") }, None);
        var stored = tickets.Select(ticket => outbox.AcceptAsync(ticket, None)).ToList();
        var frozen = outbox.FreezeAsync(Frozen(tickets[7].Id, "frozen in the same commit", Email(Noon)), None);
        var never = outbox.AcceptAsync(Accepted("never"), cancelled.Token);
        await cancelled.CancelAsync();

        await Task.WhenAll(stored);
        await frozen;
        await Assert.ThrowsAsync<TicketStoredException>(() => refused);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => never);
        Assert.Equal(201, await outbox.CountOpenAsync(None));
        Assert.Equal("first", Text((await outbox.FindAsync(taken.Id, None))!.Accepted));
        Assert.InRange(source.Seen.Count - before, 1, 20); // And not one connection, one commit, for each of 200.
    }

    [Fact]
    public async Task AcceptAsync_ManyAtOnceAndOneDoesNotFit_TheOthersAreStored()
    {
        string? statement = null;
        await using var source = new PreparedDataSource($"Data Source={_file.Path};Pooling=False", () => statement);
        using var outbox = _file.Open(source);
        await outbox.AcceptAsync(Accepted("first"), None);
        statement = "PRAGMA max_page_count=40";

        var ends = Enumerable.Range(0, 20).Select(i => outbox.AcceptAsync(i == 10 ? new AcceptedTicket(TicketId.Create(), Noon, new byte[500_000]) : Accepted($"{i}"), None)).ToList();
        await Task.WhenAll(ends).ContinueWith(static _ => { }, TaskScheduler.Default);

        Assert.Equal([10], Enumerable.Range(0, 20).Where(i => !ends[i].IsCompletedSuccessfully));
        Assert.Contains("full", (await Assert.ThrowsAsync<OutboxUnavailableException>(() => ends[10])).Message, StringComparison.Ordinal);
        Assert.Equal(20, await outbox.CountOpenAsync(None));
    }

    [Fact]
    public async Task IsDurable_DatabaseInMemory_FalseOnceItIsKnown()
    {
        await using var source = new PreparedDataSource("Data Source=in-memory;Mode=Memory;Cache=Shared");
        using var keptOpen = source.OpenConnection();
        using var outbox = _file.Open(source);
        await outbox.AcceptAsync(Accepted("x"), None);

        Assert.False(outbox.IsDurable);
    }

    [Fact]
    public async Task Dispose_Twice_RemovesItsLockFileAndRefusesMore()
    {
        await _outbox.AcceptAsync(Accepted("x"), None);
        Assert.Single(LockFiles());

        _outbox.Dispose();
        _outbox.Dispose();

        Assert.Empty(LockFiles());
        await Assert.ThrowsAsync<OutboxUnavailableException>(() => _outbox.AcceptAsync(Accepted("y"), None));
    }

    [Fact]
    public void StringFor_Blank_Throws()
    {
        Assert.Throws<ArgumentException>(() => SqliteOutboxConnection.StringFor(" "));
        Assert.Contains(Path.GetFullPath("support.db"), SqliteOutboxConnection.StringFor("support.db"));
        Assert.Contains("a;Mode=Memory", SqliteOutboxConnection.StringFor("a;Mode=Memory"));
    }

    public void Dispose() => _file.Dispose();

    private string[] LockFiles() => Directory.GetFiles(Path.GetDirectoryName(_file.Path)!, "*.owner-*");
}

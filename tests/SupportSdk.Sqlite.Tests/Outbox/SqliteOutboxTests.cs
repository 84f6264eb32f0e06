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

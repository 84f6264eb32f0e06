using System.Data.Common;
using System.Diagnostics;
using Microsoft.Data.Sqlite;
using SupportSdk.Channels;
using SupportSdk.Outbox;
using SupportSdk.Tests.Doubles;

namespace SupportSdk.Sqlite.Tests.Client;

/// <summary>A whole client whose outbox file cannot be used: one direct delivery, failing that NotStored with the reason; and all is well when the file is.</summary>
public sealed class BadOutboxTests : IDisposable
{
    private static readonly Dictionary<string, (Action<OutboxFile> Break, string Reason)> Broken = new()
    {
        ["not a database"] = (file => File.WriteAllText(file.Path, new string('x', 10_000)), "not a SQLite database"),
        ["read-only by its header"] = (ReadOnly, "read-only"),
        ["a folder"] = (file => Directory.CreateDirectory(file.Path), "cannot be opened"),
        ["in a folder that is a file"] = (file => File.WriteAllText(Path.GetDirectoryName(file.Path) + "/taken", "x"), "folder"),
    };

    private readonly OutboxFile _file = new();

    public static TheoryData<string> Names => [.. Broken.Keys];

    private static CancellationToken None => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Names))]
    public async Task SubmitAsync_FileCannotBeUsed_IsDeliveredDirectlyAndSaysWhy(string name)
    {
        var log = new ClientUnderTest.LogBook();
        var channel = new RecordingChannel();
        await using var client = ClientUnderTest.OnFile(Break(name), channel, log);

        var receipt = await SubmitAsync(client);

        Assert.Equal((TicketOutcome.Delivered, false), (receipt.Outcome, receipt.Durable));
        Assert.Equal((DeliveryState.Delivered, 1), (Assert.Single(receipt.Deliveries).State, receipt.Deliveries[0].Attempts));
        Assert.Equal(receipt.Id, Assert.Single(channel.Sent).Message.Id);
        AssertToldAndTight(receipt, Broken[name].Reason, log);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task SubmitAsync_NeitherFileNorChannel_IsNotStoredAndNeverComesBack(string name)
    {
        var log = new ClientUnderTest.LogBook();
        var channel = Refusing();
        var path = Break(name);
        await using (var client = ClientUnderTest.OnFile(path, channel, log))
        {
            var receipt = await SubmitAsync(client);

            Assert.Equal((TicketOutcome.NotStored, false), (receipt.Outcome, receipt.Durable));
            Assert.Equal("refused by the test", Assert.Single(receipt.Deliveries).LastError);
            Assert.Single(channel.Sent);
            AssertToldAndTight(receipt, Broken[name].Reason, log);
        }

        Assert.Single(channel.Sent);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task SubmitPreparedAsync_FileCannotBeUsed_IsDeliveredDirectlyToo(string name)
    {
        var channel = new RecordingChannel();
        await using var client = ClientUnderTest.OnFile(Break(name), channel);

        var prepared = await client.PrepareAsync(ClientUnderTest.Ticket, None);
        var receipt = await client.SubmitPreparedAsync(prepared, None);

        Assert.Equal((TicketOutcome.Delivered, false), (receipt.Outcome, receipt.Durable));
        Assert.Equal(prepared.Text, Assert.Single(channel.Sent).Message.Text);
        Assert.Contains(Broken[name].Reason, receipt.Problem, StringComparison.Ordinal);
        Assert.Contains(Broken[name].Reason, (await Assert.ThrowsAsync<OutboxUnavailableException>(() => client.FindAsync(receipt.Id, None))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SubmitAsync_LockedByAnotherProgram_IsDeliveredDirectlyWithinTheBudgetAndStoredAgainAfterwards()
    {
        var log = new ClientUnderTest.LogBook();
        var channel = new RecordingChannel();
        await using var client = ClientUnderTest.OnFile(_file.Path, channel, log);
        TicketReceipt direct;
        using (Lock())
        {
            direct = await SubmitAsync(client);
        }

        var stored = await SubmitAsync(client);

        Assert.Equal((TicketOutcome.Delivered, false), (direct.Outcome, direct.Durable));
        AssertToldAndTight(direct, "locked by another program", log);
        Assert.Equal((TicketOutcome.Delivered, true, null), (stored.Outcome, stored.Durable, stored.Problem));
        Assert.Null(await client.FindAsync(direct.Id, None));
        Assert.Equal([direct.Id, stored.Id], channel.Sent.Select(s => s.Message.Id));
    }

    [Fact]
    public async Task SubmitAsync_LockedAndChannelRefuses_IsNotStoredWithBothReasons()
    {
        var channel = Refusing();
        await using var client = ClientUnderTest.OnFile(_file.Path, channel);
        using var locked = Lock();

        var receipt = await SubmitAsync(client);

        Assert.Equal((TicketOutcome.NotStored, false), (receipt.Outcome, receipt.Durable));
        Assert.Contains("locked", receipt.Problem, StringComparison.Ordinal);
        Assert.Equal("refused by the test", receipt.Deliveries[0].LastError);
    }

    [Fact]
    public async Task SubmitAsync_LockedOnceItIsAccepted_IsQueuedAndGoesOutWhenTheLockGoes()
    {
        var channel = new RecordingChannel();
        SqliteConnection? locked = null;
        var status = new FixedStatus(ct =>
        {
            locked ??= Lock(); // The ticket is accepted by now: its status is being asked.
            return FixedStatus.Quiet.GetAsync(ct);
        });
        await using var client = ClientUnderTest.OnFile(_file.Path, channel, status: status);
        using var caller = new CancellationTokenSource();
        var submitting = client.SubmitAsync(ClientUnderTest.Ticket, caller.Token);
        while (locked is null)
        {
            await Task.Yield();
        }

        await caller.CancelAsync();
        var receipt = await submitting;
        Assert.Equal((TicketOutcome.Queued, true), (receipt.Outcome, receipt.Durable));
        Assert.Empty(channel.Sent);
        await locked.DisposeAsync();

        await client.FlushAsync(None);

        Assert.Equal(receipt.Id, Assert.Single(channel.Sent).Message.Id);
        Assert.Equal(TicketOutcome.Delivered, (await client.FindAsync(receipt.Id, None))!.Outcome);
    }

    [Fact]
    public async Task SubmitAsync_DiskFull_IsDeliveredDirectlyAndWhatWasStoredStays()
    {
        string? statement = null;
        await using var source = new PreparedDataSource($"Data Source={_file.Path};Pooling=False", () => statement);
        var channel = new RecordingChannel();
        await using var client = ClientUnderTest.OnSource(source, channel);
        var before = await SubmitAsync(client);
        statement = "PRAGMA max_page_count=20";

        var full = await SubmitAsync(client, Large);
        statement = null;
        var after = await SubmitAsync(client, Large);

        Assert.Equal((TicketOutcome.Delivered, true), (before.Outcome, before.Durable));
        Assert.Equal((TicketOutcome.Delivered, false), (full.Outcome, full.Durable));
        Assert.Contains("disk of the outbox is full", full.Problem, StringComparison.Ordinal);
        Assert.Equal((TicketOutcome.Delivered, true), (after.Outcome, after.Durable));
        Assert.Equal(TicketOutcome.Delivered, (await client.FindAsync(before.Id, None))!.Outcome);
        Assert.Null(await client.FindAsync(full.Id, None));
        Assert.Equal(3, channel.Sent.Count);
        Assert.Equal("ok", _file.Query("PRAGMA integrity_check"));
    }

    [Fact]
    public async Task SubmitAsync_FileMayNotGrow_IsDeliveredDirectlyAndTheFileIsWhole()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "limits of a process are Linux's");

        var told = await ClientChild.RunAsync(ClientChild.WithFilesUpTo(kibibytes: 256), _file.Path, channelWorks: true, 0, 1_000_000, 0);

        Assert.Equal([(TicketOutcome.Delivered, true, 1), (TicketOutcome.Delivered, false, 2)], told.Take(2).Select(t => (t.Outcome, t.Durable, t.Sent)));
        Assert.Contains("disk", told[1].Problem, StringComparison.Ordinal);
        Assert.Equal((TicketOutcome.Delivered, 3), (told[2].Outcome, told[2].Sent));
        Assert.All(told, t => Assert.InRange(t.Took, TimeSpan.Zero, ClientUnderTest.Budget));
        Assert.Equal("ok", _file.Query("PRAGMA integrity_check"));
        await using var later = ClientUnderTest.OnFile(_file.Path, new RecordingChannel());
        Assert.Equal(TicketOutcome.Delivered, (await later.FindAsync(TicketId.Parse(told[0].Id), None))!.Outcome);
        Assert.Null(await later.FindAsync(TicketId.Parse(told[1].Id), None));
    }

    [Fact]
    public async Task SubmitAsync_FileMayNotGrowAndChannelRefuses_IsNotStored()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "limits of a process are Linux's");

        var told = Assert.Single(await ClientChild.RunAsync(ClientChild.WithFilesUpTo(kibibytes: 256), _file.Path, channelWorks: false, 1_000_000));

        Assert.Equal((TicketOutcome.NotStored, false, 1), (told.Outcome, told.Durable, told.Sent));
        Assert.Contains("disk", told.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SubmitAsync_NoRightToWrite_IsDeliveredDirectlyAndStoredAgainWithTheRight()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "rights of files are Linux's here");
        var folder = Path.GetDirectoryName(_file.Path)!;
        Assert.True(Assert.Single(await ClientChild.RunAsync(ClientChild.WithoutRootsRights, _file.Path, channelWorks: true, 0)).Durable);
        foreach (var file in Directory.GetFiles(folder))
        {
            File.SetUnixFileMode(file, UnixFileMode.UserRead);
        }

        File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        var refused = Assert.Single(await ClientChild.RunAsync(ClientChild.WithoutRootsRights, _file.Path, channelWorks: true, 0));
        File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        foreach (var file in Directory.GetFiles(folder))
        {
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        var again = Assert.Single(await ClientChild.RunAsync(ClientChild.WithoutRootsRights, _file.Path, channelWorks: true, 0));

        Assert.Equal((TicketOutcome.Delivered, false, 1), (refused.Outcome, refused.Durable, refused.Sent));
        Assert.Matches("may not use|read-only|cannot be opened", refused.Problem!);
        Assert.InRange(refused.Took, TimeSpan.Zero, ClientUnderTest.Budget);
        Assert.Equal((TicketOutcome.Delivered, true, null), (again.Outcome, again.Durable, again.Problem));
    }

    [Fact]
    public async Task SubmitAsync_FolderIsMissing_IsMade()
    {
        var path = _file.InFolder(Path.Combine("not", "there", "yet", "support.db"));
        await using var client = ClientUnderTest.OnFile(path, new RecordingChannel());

        var receipt = await SubmitAsync(client);

        Assert.Equal((TicketOutcome.Delivered, true), (receipt.Outcome, receipt.Durable));
        Assert.True(File.Exists(path));
    }

    public void Dispose() => _file.Dispose();

    private static SupportTicket Large => ClientUnderTest.Ticket with { Attachments = [new TicketAttachment("trace.bin", "application/octet-stream", new byte[400_000])] };

    private static RecordingChannel Refusing() => new([.. Enumerable.Repeat(ChannelResult.NeedsAttention("refused by the test"), 10)]);

    private static async Task<TicketReceipt> SubmitAsync(SupportClient client, SupportTicket? ticket = null)
    {
        var before = Stopwatch.GetTimestamp();
        var receipt = await client.SubmitAsync(ticket ?? ClientUnderTest.Ticket, None);
        Assert.InRange(Stopwatch.GetElapsedTime(before), TimeSpan.Zero, ClientUnderTest.Budget);
        return receipt;
    }

    private static void AssertToldAndTight(TicketReceipt receipt, string reason, ClientUnderTest.LogBook log)
    {
        Assert.Contains(reason, receipt.Problem, StringComparison.Ordinal);
        Assert.Contains(log.Lines, line => line.Contains(receipt.Id.ToString(), StringComparison.Ordinal) && line.Contains(reason, StringComparison.Ordinal));
        Assert.All(
            log.Lines.Append(receipt.Problem!).Append(receipt.ToString()),
            line => Assert.DoesNotMatch($"{ClientUnderTest.Secret}|{ClientUnderTest.Ticket.Summary}|{ClientUnderTest.Ticket.UserId}", line));
    }

    // SQLite lets nobody write a file whose format it is too old to write.
    private static void ReadOnly(OutboxFile file)
    {
        using (var connection = file.Connect())
        using (DbCommand command = connection.CreateCommand())
        {
            command.CommandText = "CREATE TABLE other (x)";
            command.ExecuteNonQuery();
        }

        using var bytes = File.OpenWrite(file.Path);
        bytes.Position = 18;
        bytes.WriteByte(3);
    }

    private string Break(string name)
    {
        Broken[name].Break(_file);
        return name == "in a folder that is a file" ? _file.InFolder(Path.Combine("taken", "support.db")) : _file.Path;
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

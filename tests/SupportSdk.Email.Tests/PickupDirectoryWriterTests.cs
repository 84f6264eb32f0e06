using SupportSdk.Channels;
using SupportSdk.Email.Tests.Real;
using static SupportSdk.Email.Tests.SmtpSessionTests;

namespace SupportSdk.Email.Tests;

public sealed class PickupDirectoryWriterTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task SendAsync_MissingFolder_MakesItAndWritesTheMail()
    {
        var result = await SendAsync(Into(_folder["a/b"]));

        Assert.Equal((ChannelResultKind.Delivered, Some.MessageId, null), (result.Kind, result.RemoteId, result.Reason));
        Assert.Equal([_folder["a/b/lusab-babad-gutih.eml"]], Directory.GetFiles(_folder["a/b"]));
        Assert.Equal(Some.Mail(Some.Ticket()), await File.ReadAllBytesAsync(_folder["a/b/lusab-babad-gutih.eml"], TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task SendAsync_WhileSomeoneReads_TheFileIsAlwaysWhole()
    {
        TicketMessage[] tickets = [Some.Ticket() with { Attachments = [Some.Attachment("a", 400_000)] }, Some.Ticket() with { Attachments = [Some.Attachment("b", 600_000)] }];
        int[] whole = [.. tickets.Select(ticket => Some.Mail(ticket).Length)];
        await SendAsync(Into(_folder.Path), tickets[0]);

        var writing = Task.Run(async () =>
        {
            for (var i = 1; i < 60; i++) await SendAsync(Into(_folder.Path), tickets[i % 2]);
        }, TestContext.Current.CancellationToken);
        var reads = 0;
        while (!writing.IsCompleted)
        {
            Assert.Contains((await File.ReadAllBytesAsync(Assert.Single(Directory.GetFiles(_folder.Path, "*.eml")), TestContext.Current.CancellationToken)).Length, whole);
            reads++;
        }

        await writing;
        Assert.True(reads > 0);
        Assert.Single(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public async Task SendAsync_FolderIsAFile_NeedsAttention()
    {
        File.WriteAllText(_folder["file"], "");

        Assert.Equal((ChannelResultKind.NeedsAttention, "Email.PickupDirectory is a file: name a folder."), Outcome(await SendAsync(Into(_folder["file"]))));
    }

    [Fact]
    public async Task SendAsync_FolderThatCannotBe_NeedsAttention()
    {
        File.WriteAllText(_folder["file"], "");
        Assert.SkipUnless(OperatingSystem.IsLinux(), "/proc takes no folders on Linux only");

        Assert.Equal(ChannelResultKind.NeedsAttention, (await SendAsync(Into("/proc/supportsdk"))).Kind);
    }

    [Fact]
    public async Task SendAsync_FolderThatMayNotBeWritten_NeedsAttention()
    {
        if (OperatingSystem.IsWindows()) return;
        Directory.CreateDirectory(_folder["locked"], UnixFileMode.UserRead | UnixFileMode.UserExecute);
        var folder = Environment.IsPrivilegedProcess ? "/sys/kernel" : _folder["locked"]; // Root may write anywhere but into the kernel's own tree.

        Assert.Equal(ChannelResultKind.NeedsAttention, (await SendAsync(Into(folder))).Kind);
    }

    [Fact]
    public async Task SendAsync_TheNameIsTaken_LeavesNothingHalfDone()
    {
        Directory.CreateDirectory(_folder["lusab-babad-gutih.eml"]);

        var result = await SendAsync(Into(_folder.Path));

        Assert.Equal(ChannelResultKind.TryAgain, result.Kind);
        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public async Task SendAsync_OverTheLimit_CutsAndSaysSo()
    {
        var options = Into(_folder.Path);
        options.MaxMessageBytes = 64 * 1024;

        var result = await SendAsync(options, Some.Ticket() with { Attachments = [Some.Attachment("a", 100_000)] });

        Assert.Equal(ChannelResultKind.Delivered, result.Kind);
        Assert.Contains("went without 1 attachment", result.Reason);
    }

    private static (ChannelResultKind Kind, string? Reason) Outcome(ChannelResult result) => (result.Kind, result.Reason);

    private static EmailOptions Into(string folder) => Some.Options(o => (o.Host, o.PickupDirectory) = (null, folder));
}

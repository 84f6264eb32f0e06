using SupportSdk.Channels;
using SupportSdk.Email.Tests.Real;
using static SupportSdk.Email.Tests.SmtpSessionTests;

namespace SupportSdk.Email.Tests;

public sealed class SmtpRefusalTests
{
    [Theory]
    [InlineData("MAIL", "451 4.3.0 Later", ChannelResultKind.TryAgain, "the sender, Email.From: 451 4.3.0 Later")]
    [InlineData("MAIL", "550 5.1.8 Unknown sender", ChannelResultKind.NeedsAttention, "the sender, Email.From: 550 5.1.8 Unknown sender")]
    [InlineData("MAIL", "552 Too large", ChannelResultKind.NeedsAttention, "lower Email.MaxMessageBytes")]
    [InlineData("MAIL", "530 5.7.0 Log in", ChannelResultKind.NeedsAttention, "set Email.UserName")]
    [InlineData("RCPT", "450 4.2.1 Busy", ChannelResultKind.TryAgain, "the recipient, Email.To: 450")]
    [InlineData("RCPT", "550 5.1.1 Unknown", ChannelResultKind.NeedsAttention, "the recipient, Email.To: 550")]
    [InlineData("DATA", "451 4.3.0 Later", ChannelResultKind.TryAgain, "the mail: 451")]
    [InlineData("DATA", "554 5.6.0 Spam", ChannelResultKind.NeedsAttention, "the mail: 554")]
    public async Task SendAsync_Refused_SaysWhoRefusedWhat(string verb, string reply, ChannelResultKind kind, string words)
    {
        await using var server = await MailServer.StartAsync(new ServerSettings { Fail = new Dictionary<string, string> { [verb] = reply } });

        var result = await SendAsync(server.Options());

        Assert.Equal(kind, result.Kind);
        Assert.Contains(words, result.Reason);
        Assert.Contains($"127.0.0.1:{server.Port}", result.Reason);
        Assert.Empty(server.Mails);
    }

    [Theory]
    [InlineData("MAIL", "550 No", ChannelResultKind.NeedsAttention)]
    [InlineData("RCPT", "421 Closing", ChannelResultKind.TryAgain)]
    [InlineData("DATA", "421 Closing", ChannelResultKind.TryAgain)]
    [InlineData("DATA", "550 No", ChannelResultKind.NeedsAttention)]
    public async Task SendAsync_RefusedAndClosed_KeepsTheReply(string verb, string reply, ChannelResultKind kind)
    {
        await using var server = await MailServer.StartAsync(new ServerSettings { Fail = new Dictionary<string, string> { [verb] = reply }, ThenClose = [verb] });

        var result = await SendAsync(server.Options());

        Assert.Equal(kind, result.Kind);
        Assert.Contains(reply, result.Reason);
    }

    [Fact]
    public async Task SendAsync_ReplyOfManyLines_IsOneBoundedLine()
    {
        var reply = "550-first\r\n550-second\u202E\r\n550 " + new string('x', 400);
        await using var server = await MailServer.StartAsync(new ServerSettings { Fail = new Dictionary<string, string> { ["RCPT"] = reply } });

        var result = await SendAsync(server.Options());

        Assert.Contains("550 first second", result.Reason);
        Assert.DoesNotContain(result.Reason!, char.IsControl);
        Assert.DoesNotContain('\u202E', result.Reason!);
        Assert.InRange(result.Reason!.Length, 300, 420);
    }
}

using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using SupportSdk.Channels;
using SupportSdk.Email.Smtp;
using SupportSdk.Email.Tests.Real;

namespace SupportSdk.Email.Tests;

public sealed class SmtpSessionTests(Certificates certificates) : IClassFixture<Certificates>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task SendAsync_PlainOnLoopback_DeliversEveryPartAsItIs()
    {
        await using var server = await MailServer.StartAsync();
        var ticket = Some.Ticket() with { Attachments = [new TicketAttachment("screen ü.png", "image/png", new byte[] { 0, 13, 10, 255, 46, 13, 10 })] };

        var result = await SendAsync(server.Options(), ticket);

        Assert.Equal((ChannelResultKind.Delivered, Some.MessageId, null), (result.Kind, result.RemoteId, result.Reason));
        var mail = ParsedMail.Read(Assert.Single(server.Mails));
        Assert.Equal("multipart/mixed(multipart/alternative(text/plain, text/html), application/json, image/png)", mail.Root.Shape);
        Assert.Equal([ParsedMail.Sha256(ticket.Text), ParsedMail.Sha256(ticket.Html), ParsedMail.Sha256(ticket.Json), ParsedMail.Sha256(ticket.Attachments[0].Content)],
            mail.Leaves.Select(part => part.Sha256));
        Assert.Equal([null, null, "diagnostics.json", "screen ü.png"], mail.Leaves.Select(part => part.FileName));
        Assert.Equal([null, null, "attachment", "attachment"], mail.Leaves.Select(part => part.Disposition));
        Assert.Equal(["utf-8", "utf-8"], mail.Leaves.Take(2).Select(part => part.Charset));
        Assert.Equal((0, 0, 0), (mail.Defects, mail.BareLineFeeds, mail.EightBit));
        Assert.Equal("app@customer.example", server.Envelope().GetProperty("from").GetString());
        Assert.Equal("support@useparagon.com", Assert.Single(server.Envelope().GetProperty("to").EnumerateArray()).GetString());
    }

    [Fact]
    public async Task SendAsync_OnTheWire_TheBytesAreTheMailsOwn()
    {
        await using var server = await MailServer.StartAsync();

        await SendAsync(server.Options());
        await SendAsync(server.Options());

        var expected = Some.Mail(Some.Ticket());
        Assert.All(server.Mails, path => Assert.Equal(expected, File.ReadAllBytes(path)));
        Assert.Equal(2, server.Mails.Count);
    }

    [Theory]
    [InlineData("starttls", EmailSecurity.StartTls)]
    [InlineData("implicit", EmailSecurity.SslOnConnect)]
    public async Task SendAsync_PinnedCertificate_DeliversOverTls(string mode, EmailSecurity security)
    {
        await using var server = await MailServer.StartAsync(ServerSettings.WithTls(mode, certificates.Localhost));

        var result = await SendAsync(server.Options(o => (o.Security, o.TrustedCertificateSha256) = (security, Certificates.Sha256(certificates.Localhost.Certificate))));

        Assert.Equal((ChannelResultKind.Delivered, null), (result.Kind, result.Reason));
        Assert.True(server.Envelope().GetProperty("tls").GetBoolean());
    }

    [Theory]
    [InlineData("starttls", EmailSecurity.StartTls)]
    [InlineData("implicit", EmailSecurity.SslOnConnect)]
    public async Task SendAsync_UntrustedCertificate_NeedsAttentionAndSendsNothing(string mode, EmailSecurity security)
    {
        await using var server = await MailServer.StartAsync(ServerSettings.WithTls(mode, certificates.Localhost));

        var result = await SendAsync(server.Options(o => o.Security = security));

        Assert.Equal(ChannelResultKind.NeedsAttention, result.Kind);
        Assert.Contains("its chain is not trusted", result.Reason);
        Assert.DoesNotContain("name in Email.Host", result.Reason);
        Assert.Contains(Certificates.Sha256(certificates.Localhost.Certificate), result.Reason);
        Assert.Empty(server.Mails);
    }

    [Fact]
    public async Task SendAsync_CertificateOfAnotherName_NeedsAttentionAndSaysSo()
    {
        await using var server = await MailServer.StartAsync(ServerSettings.WithTls("starttls", certificates.WrongName));

        var result = await SendAsync(server.Options(o => o.Security = EmailSecurity.StartTls));

        Assert.Equal(ChannelResultKind.NeedsAttention, result.Kind);
        Assert.Contains("it does not carry the name in Email.Host", result.Reason);
        Assert.Empty(server.Mails);
    }

    [Fact]
    public async Task SendAsync_AnotherCertificateThanThePinned_NeedsAttention()
    {
        await using var server = await MailServer.StartAsync(ServerSettings.WithTls("implicit", certificates.Localhost));

        var result = await SendAsync(server.Options(o => (o.Security, o.TrustedCertificateSha256) = (EmailSecurity.SslOnConnect, Certificates.Sha256(certificates.WrongName.Certificate))));

        Assert.Equal(ChannelResultKind.NeedsAttention, result.Kind);
        Assert.Contains("it is not the one in Email.TrustedCertificateSha256", result.Reason);
    }

    [Fact]
    public async Task SendAsync_StartTlsNotOffered_FailsClosed()
    {
        await using var server = await MailServer.StartAsync();

        var result = await SendAsync(server.Options(o => o.Security = EmailSecurity.StartTls));

        Assert.Equal(ChannelResultKind.NeedsAttention, result.Kind);
        Assert.Contains("does not offer STARTTLS", result.Reason);
        Assert.Empty(server.Mails);
    }

    [Fact]
    public async Task SendAsync_TlsToAPlainServer_NeedsAttention()
    {
        await using var server = await MailServer.StartAsync();

        var result = await SendAsync(server.Options(o => o.Security = EmailSecurity.SslOnConnect));

        Assert.Equal(ChannelResultKind.NeedsAttention, result.Kind);
        Assert.Contains("Email.Port and Email.Security", result.Reason);
    }

    [Fact]
    public async Task SendAsync_SizeAnnounced_CutsAndSaysSo()
    {
        await using var server = await MailServer.StartAsync(new ServerSettings { Size = 20_000 });
        var ticket = Some.Ticket() with { Attachments = [Some.Attachment("small.txt", 100), Some.Attachment("large.txt", 40_000)] };

        var result = await SendAsync(server.Options(), ticket);

        Assert.Equal(ChannelResultKind.Delivered, result.Kind);
        Assert.Contains("within 20,000 bytes it went without 1 attachment", result.Reason);
        var mail = ParsedMail.Read(Assert.Single(server.Mails));
        Assert.Equal([null, null, "what-was-cut.txt", "diagnostics.json", "small.txt"], mail.Leaves.Select(part => part.FileName));
        Assert.True(new FileInfo(server.Mails[0]).Length <= 20_000);
    }

    [Fact]
    public async Task SendAsync_EvenTheTextIsTooLarge_NeedsAttention()
    {
        await using var server = await MailServer.StartAsync(new ServerSettings { Size = 900 });

        var result = await SendAsync(server.Options());

        Assert.Equal(ChannelResultKind.NeedsAttention, result.Kind);
        Assert.Contains("Even the text alone exceeds the 900 bytes", result.Reason);
        Assert.Empty(server.Mails);
    }

    [Fact]
    public async Task SendAsync_ItsSocket_HasNoDelayAndCarriesTheMail()
    {
        await using var server = await MailServer.StartAsync();
        (bool NoDelay, int LocalPort) seen = default;
        var session = new SmtpSession(server.Options(), TimeProvider.System, async (host, port, token) =>
        {
            var socket = await SmtpSession.DialAsync(host, port, token);
            seen = (socket.NoDelay, ((IPEndPoint)socket.LocalEndPoint!).Port);
            return socket;
        });

        await session.SendAsync(Some.Ticket(), Some.MessageId, Token);

        Assert.Equal((true, server.Envelope().GetProperty("peer").GetInt32()), seen);
    }

    [Fact]
    public async Task SendAsync_RefusedConnection_TriesAgain()
    {
        using var taken = new Socket(SocketType.Stream, ProtocolType.Tcp);
        taken.Bind(new IPEndPoint(IPAddress.Loopback, 0)); // bound and not listening: nobody else can take the port, and it refuses

        var result = await SendAsync(Some.Options(o => (o.Host, o.Port, o.Security) = ("127.0.0.1", ((IPEndPoint)taken.LocalEndPoint!).Port, EmailSecurity.None)));

        Assert.Equal(ChannelResultKind.TryAgain, result.Kind);
        Assert.Contains("could not be reached", result.Reason);
    }

    [Fact]
    public async Task SendAsync_UnknownName_TriesAgainAndNamesTheSetting()
    {
        var session = new SmtpSession(Some.Options(), TimeProvider.System, (_, _, _) => throw new SocketException((int)SocketError.HostNotFound));

        var result = await session.SendAsync(Some.Ticket(), Some.MessageId, Token);

        Assert.Equal(ChannelResultKind.TryAgain, result.Kind);
        Assert.Contains("check Email.Host", result.Reason);
    }

    [Theory]
    [InlineData("CONNECT")]
    [InlineData("EHLO")]
    public async Task SendAsync_HangingServer_EndsAtTheTimeout(string step)
    {
        await using var server = await MailServer.StartAsync(new ServerSettings { Hang = step });
        var time = new FakeTimeProvider();
        var dialed = new TaskCompletionSource();
        var session = new SmtpSession(server.Options(), time, Signal(dialed));

        var sending = session.SendAsync(Some.Ticket(), Some.MessageId, Token);
        await dialed.Task;
        time.Advance(TimeSpan.FromSeconds(19));
        Assert.False(sending.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(1));
        var result = await sending;

        Assert.Equal(ChannelResultKind.TryAgain, result.Kind);
        Assert.Contains("did not finish greeting within Email.Timeout (00:00:20)", result.Reason);
        Assert.Contains("SslOnConnect", result.Reason);
    }

    [Fact]
    public async Task SendAsync_HangDuringTheTlsHandshake_EndsAtTheTimeout()
    {
        await using var server = await MailServer.StartAsync(new ServerSettings { Hang = "CONNECT" });
        var time = new FakeTimeProvider();
        var dialed = new TaskCompletionSource();
        var session = new SmtpSession(server.Options(o => o.Security = EmailSecurity.SslOnConnect), time, Signal(dialed));

        var sending = session.SendAsync(Some.Ticket(), Some.MessageId, Token);
        await dialed.Task;
        time.Advance(TimeSpan.FromSeconds(20));

        Assert.Equal(ChannelResultKind.TryAgain, (await sending).Kind);
    }

    [Fact]
    public async Task SendAsync_CancelledBeforeTheHandOver_Throws()
    {
        await using var server = await MailServer.StartAsync(new ServerSettings { Hang = "CONNECT" });
        using var cancel = new CancellationTokenSource();
        var dialed = new TaskCompletionSource();
        var session = new SmtpSession(server.Options(o => o.Security = EmailSecurity.SslOnConnect), TimeProvider.System, Signal(dialed));

        var sending = session.SendAsync(Some.Ticket(), Some.MessageId, cancel.Token);
        await dialed.Task;
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending);
    }

    [Fact]
    public async Task SendAsync_CancelledAfterTheHandOver_IsUncertain()
    {
        await using var server = await MailServer.StartAsync(new ServerSettings { Hang = "DATA" });
        using var cancel = new CancellationTokenSource();

        var sending = new SmtpSession(server.Options(), TimeProvider.System, SmtpSession.DialAsync).SendAsync(Some.Ticket(), Some.MessageId, cancel.Token);
        await server.NextMailAsync();
        await cancel.CancelAsync();

        Assert.Equal((ChannelResultKind.Uncertain, Some.MessageId), ((await sending).Kind, (await sending).RemoteId));
    }

    [Fact]
    public async Task SendAsync_TimeoutAfterTheHandOver_IsUncertain()
    {
        await using var server = await MailServer.StartAsync(new ServerSettings { Hang = "DATA" });
        var time = new FakeTimeProvider();

        var sending = new SmtpSession(server.Options(), time, SmtpSession.DialAsync).SendAsync(Some.Ticket(), Some.MessageId, Token);
        await server.NextMailAsync();
        time.Advance(TimeSpan.FromSeconds(20));

        Assert.Equal((ChannelResultKind.Uncertain, Some.MessageId), ((await sending).Kind, (await sending).RemoteId));
        Assert.Contains(Some.MessageId, (await sending).Reason);
    }

    [Fact]
    public async Task SendAsync_HangAfterTheAcknowledgement_IsDelivered()
    {
        await using var server = await MailServer.StartAsync(new ServerSettings { Hang = "QUIT" });
        var time = new FakeTimeProvider();
        var session = new SmtpSession(server.Options(), time, SmtpSession.DialAsync);

        var result = await session.SendAsync(Some.Ticket(), Some.MessageId, Token);
        time.Advance(SmtpSession.Idle);
        await server.QuitAsync();

        Assert.Equal((ChannelResultKind.Delivered, Some.MessageId), (result.Kind, result.RemoteId));
    }

    [Theory]
    [InlineData(100)]
    [InlineData(300_000)]
    public async Task SendAsync_ClosedAfterTheMailWithoutAReply_IsUncertain(int size)
    {
        await using var server = await MailServer.StartAsync(new ServerSettings { Cut = "DATA" });

        var result = await SendAsync(server.Options(), Some.Ticket() with { Attachments = [Some.Attachment("a.txt", size)] });

        Assert.Equal((ChannelResultKind.Uncertain, Some.MessageId), (result.Kind, result.RemoteId));
        Assert.Single(server.Mails);
    }

    [Fact]
    public async Task SendAsync_ClosedAmidTheMail_TriesAgain()
    {
        await using var server = await MailServer.StartAsync(new ServerSettings { Cut = "BODY" });

        var result = await SendAsync(server.Options(o => o.MaxMessageBytes = 25 * 1024 * 1024), Some.Ticket() with { Attachments = [Some.Attachment("a.txt", 15_000_000)] });

        Assert.Equal(ChannelResultKind.TryAgain, result.Kind);
        Assert.Empty(server.Mails);
    }

    internal static SmtpDialer Signal(TaskCompletionSource dialed) => async (host, port, token) =>
    {
        var socket = await SmtpSession.DialAsync(host, port, token);
        dialed.SetResult();
        return socket;
    };

    internal static Task<ChannelResult> SendAsync(EmailOptions options, TicketMessage? ticket = null) =>
        new EmailChannel(Options.Create(options), TimeProvider.System).SendAsync(ticket ?? Some.Ticket(), Some.MessageId, Token);
}

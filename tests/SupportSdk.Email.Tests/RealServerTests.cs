using SupportSdk.Channels;
using SupportSdk.Email.Smtp;
using SupportSdk.Email.Tests.Real;
using static SupportSdk.Email.Tests.SmtpSessionTests;

namespace SupportSdk.Email.Tests;

/// <summary>Two more implementations of the protocol: Debian's postfix, which delivers into a Maildir, and npm's smtp-server.</summary>
public sealed class RealServerTests(Certificates certificates) : IClassFixture<Certificates>
{
    private const string User = "app@customer.example";
    private const string Password = "pässword-8f3k";
    private const string Token = "ya29.token-5521";

    [Fact]
    public async Task Postfix_StartTls_DeliversIntoTheMailboxWithItsHeaders()
    {
        await using var postfix = await PostfixServer.StartAsync(certificates.Localhost);
        var ticket = Some.Ticket() with { Attachments = [new TicketAttachment("screen ü.png", "image/png", new byte[] { 0, 13, 10, 255, 46, 13, 10 })] };

        var result = await SendAsync(postfix.Options(o => (o.Security, o.TrustedCertificateSha256, o.FromName) = (EmailSecurity.StartTls, Pin, "Customer App")), ticket);

        Assert.Equal((ChannelResultKind.Delivered, Some.MessageId, null), (result.Kind, result.RemoteId, result.Reason));
        var mail = ParsedMail.Read(Assert.Single(await postfix.MailsAsync(1)));
        Assert.Equal($"<{Some.MessageId}>", mail.Headers["Message-ID"].Single());
        Assert.Equal("Mon, 23 Nov 2026 14:05:09 -0800", mail.Headers["Date"].Single());
        Assert.Equal("Dana Field <dana@customer.example>", mail.Headers["Reply-To"].Single());
        Assert.Equal("Customer App <app@customer.example>", mail.Headers["From"].Single());
        Assert.Equal("support@useparagon.com", mail.Headers["To"].Single());
        Assert.Equal(("high", "1"), (mail.Headers["Importance"].Single(), mail.Headers["X-Priority"].Single()));
        Assert.Equal("[High] Orders do not sync (ref lusab-babad-gutih)", mail.Headers["Subject"].Single());
        Assert.Empty(mail.Headers["Auto-Submitted"].Concat(mail.Headers["Precedence"]));
        Assert.Equal("<app@customer.example>", mail.Headers["Return-Path"].Single());
        Assert.Equal([ParsedMail.Sha256(ticket.Text), ParsedMail.Sha256(ticket.Html), ParsedMail.Sha256(ticket.Json), ParsedMail.Sha256(ticket.Attachments[0].Content)],
            mail.Leaves.Select(part => part.Sha256));
        Assert.Equal(0, mail.Defects);
        Assert.Contains(" with ESMTPS ", mail.Headers["Received"].Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Postfix_Burst_GoesThroughOneConnection()
    {
        await using var postfix = await PostfixServer.StartAsync();
        await using var session = new SmtpSession(postfix.Options(), TimeProvider.System, SmtpSession.DialAsync);

        for (var i = 1; i <= 5; i++)
            Assert.Equal(ChannelResultKind.Delivered, (await session.SendAsync(Some.Ticket(), $"{i}@customer.example", TestContext.Current.CancellationToken)).Kind);

        var mails = (await postfix.MailsAsync(5)).Select(ParsedMail.Read).ToList();
        Assert.Equal(["<1@customer.example>", "<2@customer.example>", "<3@customer.example>", "<4@customer.example>", "<5@customer.example>"], mails.Select(mail => mail.Headers["Message-ID"].Single()).Order());
        await session.DisposeAsync();
        var log = await LogAsync(postfix, "quit=1");
        Assert.Contains("ehlo=1 mail=5 rcpt=5 data=5 quit=1 commands=17", log, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("message_size_limit = 900", ChannelResultKind.NeedsAttention, "Even the text alone exceeds the 900 bytes")]
    [InlineData("smtpd_sender_restrictions = reject\nsmtpd_delay_reject = no", ChannelResultKind.NeedsAttention, "the sender, Email.From: 554")]
    [InlineData("smtpd_recipient_restrictions = defer", ChannelResultKind.TryAgain, "the recipient, Email.To: 450")]
    [InlineData("smtpd_client_restrictions = reject\nsmtpd_delay_reject = no", ChannelResultKind.NeedsAttention, "refused greeting: 554")]
    [InlineData("smtpd_data_restrictions = reject", ChannelResultKind.NeedsAttention, "the mail: 554")]
    [InlineData("smtpd_end_of_data_restrictions = defer", ChannelResultKind.TryAgain, "the mail: 450")]
    [InlineData("virtual_mailbox_maps = inline:{ nobody@useparagon.com=nobody/ }", ChannelResultKind.NeedsAttention, "the recipient, Email.To: 550")]
    public async Task Postfix_Refuses_SaysWhoRefusedWhat(string setting, ChannelResultKind kind, string words)
    {
        await using var postfix = await PostfixServer.StartAsync(tls: null, setting);

        var result = await SendAsync(postfix.Options());

        Assert.Equal(kind, result.Kind);
        Assert.Contains(words, result.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("starttls", EmailSecurity.StartTls, "PLAIN")]
    [InlineData("starttls", EmailSecurity.StartTls, "LOGIN")]
    [InlineData("implicit", EmailSecurity.SslOnConnect, "PLAIN")]
    [InlineData("implicit", EmailSecurity.SslOnConnect, "XOAUTH2")]
    public async Task SmtpServer_TlsAndAccount_DeliversEveryPartAsItIs(string mode, EmailSecurity security, string mechanism)
    {
        await using var server = await MailServer.StartNodeAsync(Wants(mode, mechanism));

        var result = await SendAsync(server.Options(o =>
        {
            (o.Security, o.TrustedCertificateSha256, o.UserName) = (security, Pin, User);
            if (mechanism == "XOAUTH2") o.OAuthToken = _ => ValueTask.FromResult(Token);
            else o.Password = Password;
        }));

        Assert.Equal((ChannelResultKind.Delivered, null), (result.Kind, result.Reason));
        Assert.Equal(Some.Mail(Some.Ticket()), await File.ReadAllBytesAsync(Assert.Single(server.Mails), TestContext.Current.CancellationToken));
        Assert.True(server.Envelope().GetProperty("tls").GetBoolean());
        Assert.True(server.Envelope().GetProperty("auth").GetBoolean());
    }

    [Fact]
    public async Task SmtpServer_WrongPassword_NeedsAttentionWithoutThePassword()
    {
        await using var server = await MailServer.StartNodeAsync(Wants("starttls", "PLAIN"));

        var result = await SendAsync(server.Options(o => (o.Security, o.TrustedCertificateSha256, o.UserName, o.Password) = (EmailSecurity.StartTls, Pin, User, "wrong-7712")));

        Assert.Equal(ChannelResultKind.NeedsAttention, result.Kind);
        Assert.Contains("refused the account in Email.UserName: 535", result.Reason, StringComparison.Ordinal);
        Assert.DoesNotContain("wrong-7712", result.Reason, StringComparison.Ordinal);
        Assert.Empty(server.Mails);
    }

    private string Pin => Certificates.Sha256(certificates.Localhost.Certificate);

    private ServerSettings Wants(string mode, string mechanism) =>
        ServerSettings.WithTls(mode, certificates.Localhost) with { User = User, Password = Password, Token = Token, Mechanisms = [mechanism] };

    // The log is written by a process of its own, after the goodbye.
    private static async Task<string> LogAsync(PostfixServer postfix, string words)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!postfix.Log.Contains(words, StringComparison.Ordinal))
            await Task.Delay(TimeSpan.FromMilliseconds(20), limit.Token);

        return postfix.Log;
    }
}

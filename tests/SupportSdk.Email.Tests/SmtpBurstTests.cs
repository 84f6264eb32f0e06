using SupportSdk.Channels;
using SupportSdk.Email.Smtp;
using SupportSdk.Email.Tests.Faults;

namespace SupportSdk.Email.Tests;

/// <summary>One connection for a burst of tickets: when it is kept, when it is not, and how it ends.</summary>
public sealed class SmtpBurstTests : IAsyncDisposable
{
    private readonly HeldTime _time = new();
    private FaultySmtpServer? _server;
    private SmtpSession? _session;

    private FaultySmtpServer Server => _server!;

    public async ValueTask DisposeAsync()
    {
        if (_server is not null) await _server.DisposeAsync();
        if (_session is not null) await _session.DisposeAsync();
    }

    [Fact]
    public async Task SendAsync_Burst_GoesThroughOneSessionThatEndsWithAGoodbye()
    {
        Start();

        for (var i = 0; i < 3; i++)
            Assert.Equal(ChannelResultKind.Delivered, (await SendAsync()).Kind);

        Assert.Equal((1, 3), (Server.Sessions, Server.Received.Count));
        await _time.FireAsync(SmtpSession.Idle);
        await Server.EndedAsync();
        Assert.Equal(["EHLO", "AUTH", "MAIL", "RCPT", "DATA", "MAIL", "RCPT", "DATA", "MAIL", "RCPT", "DATA", "QUIT"], Verbs());
    }

    [Fact]
    public async Task SendAsync_AfterTheIdleTime_OpensANewSession()
    {
        Start();

        await SendAsync();
        await _time.FireAsync(SmtpSession.Idle);
        await Server.EndedAsync();
        await SendAsync();

        Assert.Equal((2, 2), (Server.Sessions, Server.Received.Count));
    }

    [Fact]
    public async Task SendAsync_SameTicketTwice_IsTheSameBytes()
    {
        Start();

        await SendAsync();
        await SendAsync();

        Assert.Single(Server.Received.Select(mail => System.Text.Encoding.Latin1.GetString(mail)).Distinct());
    }

    [Theory]
    [InlineData(SmtpStep.Mail, SmtpFault.Cut)]
    [InlineData(SmtpStep.Mail, SmtpFault.Reset)]
    [InlineData(SmtpStep.Mail, SmtpFault.RefuseForNow)]
    [InlineData(SmtpStep.Mail, SmtpFault.RefuseForGood)]
    [InlineData(SmtpStep.Rcpt, SmtpFault.Garbage)]
    [InlineData(SmtpStep.Data, SmtpFault.Twice)]
    public async Task SendAsync_KeptSessionFailsBeforeTheHandOver_TheMailGoesThroughANewOne(SmtpStep step, SmtpFault fault)
    {
        Start(step, fault);

        Assert.Equal(ChannelResultKind.Delivered, (await SendAsync()).Kind);
        Assert.Equal(ChannelResultKind.Delivered, (await SendAsync()).Kind);

        Assert.Equal((2, 2), (Server.Sessions, Server.Received.Count));
    }

    [Fact]
    public async Task SendAsync_KeptSessionFailsAfterTheHandOver_IsUncertainAndNotSentAgain()
    {
        Start(SmtpStep.Dot, SmtpFault.Cut);

        await SendAsync();
        var result = await SendAsync();

        Assert.Equal((ChannelResultKind.Uncertain, 1), (result.Kind, Server.Sessions));
    }

    [Fact]
    public async Task SendAsync_KeptSessionIsSilent_EndsWithTheOneTimeout()
    {
        Start(SmtpStep.Mail, SmtpFault.Stall);

        await SendAsync();
        var sending = SendAsync();
        await Server.StruckAsync();
        await _time.FireAsync(FaultClient.MailTimeout);
        var result = await sending;

        Assert.Equal((ChannelResultKind.TryAgain, 1), (result.Kind, Server.Sessions));
        Assert.Contains("within Email.Timeout", result.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SendAsync_ReplyTooMuchAfterTheMail_SessionIsNotKept()
    {
        Start(SmtpStep.Dot, SmtpFault.Twice, soundMails: 0);

        await SendAsync();
        await SendAsync();

        Assert.Equal((2, 2), (Server.Sessions, Server.Received.Count));
    }

    [Fact]
    public async Task SendAsync_MoreThanOneSessionTakes_OpensTheNext()
    {
        Start();

        for (var i = 0; i <= SmtpSession.MaxMails; i++)
            await SendAsync();

        await Server.EndedAsync();
        Assert.Equal((2, SmtpSession.MaxMails + 1), (Server.Sessions, Server.Received.Count));
        Assert.Contains((1, "QUIT"), Server.Commands);
    }

    [Fact]
    public async Task SendAsync_AtTheSameTime_EachHasASessionOfItsOwn()
    {
        Start(SmtpStep.Dot, SmtpFault.Stall, soundMails: 0, faultySessions: 1);

        var first = SendAsync();
        await Server.StruckAsync();

        Assert.Equal(ChannelResultKind.Delivered, (await SendAsync()).Kind);
        await _time.FireAsync(FaultClient.MailTimeout);
        Assert.Equal(ChannelResultKind.Uncertain, (await first).Kind);
    }

    [Fact]
    public async Task DisposeAsync_KeptSession_SaysGoodbye()
    {
        Start();
        await SendAsync();

        await _session!.DisposeAsync();

        await Server.EndedAsync();
        Assert.Contains((1, "QUIT"), Server.Commands);
    }

    [Fact]
    public async Task DisposeAsync_ServerIsSilentAtTheGoodbye_TakesASecond()
    {
        Start(SmtpStep.Quit, SmtpFault.Stall, soundMails: 0);
        await SendAsync();

        var disposing = _session!.DisposeAsync().AsTask();
        await Server.StruckAsync();
        Assert.False(disposing.IsCompleted);
        await _time.FireAsync(TimeSpan.FromSeconds(1));

        await disposing;
        await Server.EndedAsync();
    }

    [Fact]
    public async Task Dispose_KeptSession_ClosesAtOnceAndKeepsNoOther()
    {
        Start();
        await SendAsync();

        _session!.Dispose();
        await Server.EndedAsync();
        Assert.DoesNotContain((1, "QUIT"), Server.Commands);

        await SendAsync();
        await Server.EndedAsync();
        Assert.Contains((2, "QUIT"), Server.Commands);
    }

    private void Start(SmtpStep step = SmtpStep.Quit, SmtpFault fault = SmtpFault.Cut, int soundMails = 1, int faultySessions = 1)
    {
        _server = new FaultySmtpServer(EmailSecurity.None, step, fault) { SoundMails = step == SmtpStep.Quit && fault == SmtpFault.Cut ? int.MaxValue : soundMails, FaultySessions = faultySessions };
        _session = new SmtpSession(
            Some.Options(o =>
            {
                (o.Host, o.Port, o.Security, o.Timeout) = ("127.0.0.1", _server.Port, EmailSecurity.None, FaultClient.MailTimeout);
                (o.UserName, o.Password) = ("app@customer.example", FaultClient.Password);
            }),
            _time, SmtpSession.DialAsync);
    }

    private Task<ChannelResult> SendAsync() => _session!.SendAsync(Some.Ticket(), Some.MessageId, TestContext.Current.CancellationToken);

    private IEnumerable<string> Verbs() => Server.Commands.Select(line => line.Command.Split(' ')[0]);
}

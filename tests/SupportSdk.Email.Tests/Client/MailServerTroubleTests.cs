using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using SupportSdk.Email.Tests.Real;

namespace SupportSdk.Email.Tests.Client;

/// <summary>The mail server is away, refuses, hangs, or is not the right one: what the receipt says, what the outbox keeps, and what a restart with a good server makes of it.</summary>
public sealed class MailServerTroubleTests(Certificates certificates) : IClassFixture<Certificates>, IDisposable
{
    private const string Password = "wrong-7712";

    // What the default settings allow a submission: ten seconds for the delivery and two for the status page. The rest is for a busy machine.
    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(10 + 2 + 10);

    private static readonly TimeSpan ShortWait = TimeSpan.FromSeconds(1);

    private static readonly string[] OutboxFiles = ["support.db", "support.db-wal"];

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken None => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("RCPT", "450 4.2.1 Busy", "450 4.2.1 Busy")]
    [InlineData("DATA", "451 4.3.0 Later", "451 4.3.0 Later")]
    [InlineData("MAIL", "421 4.7.0 Closing", "421")]
    public async Task SubmitAsync_RefusedForNow_IsQueuedAndGoesOutOnceAfterARestart(string verb, string reply, string reason)
    {
        await using var server = await MailServer.StartAsync(new ServerSettings { Fail = new Dictionary<string, string> { [verb] = reply } });

        await AssertQueuedThenDeliveredAsync(o => o.Port = server.Port, reason);

        Assert.Empty(server.Mails);
    }

    [Fact]
    public async Task SubmitAsync_Unreachable_IsQueuedAndGoesOutOnceAfterARestart()
    {
        using var taken = new Socket(SocketType.Stream, ProtocolType.Tcp);
        taken.Bind(new IPEndPoint(IPAddress.Loopback, 0)); // Bound and not listening: nobody else gets the port, and it refuses.

        await AssertQueuedThenDeliveredAsync(o => o.Port = ((IPEndPoint)taken.LocalEndPoint!).Port, "could not be reached");
    }

    [Theory]
    [InlineData("CONNECT")]
    [InlineData("EHLO")]
    public async Task SubmitAsync_Hangs_IsQueuedAndGoesOutOnceAfterARestart(string where)
    {
        await using var server = await MailServer.StartAsync(new ServerSettings { Hang = where });

        await AssertQueuedThenDeliveredAsync(o => (o.Port, o.Timeout) = (server.Port, TimeSpan.FromMilliseconds(500)), "within Email.Timeout");
    }

    [Theory]
    [InlineData("RCPT", "550 5.1.1 Unknown", "the recipient, Email.To: 550")]
    [InlineData("MAIL", "530 5.7.0 Log in", "set Email.UserName")]
    [InlineData("DATA", "554 5.6.0 Spam", "the mail: 554")]
    public async Task SubmitAsync_RefusedForGood_IsParkedAndKept(string verb, string reply, string reason)
    {
        await using var server = await MailServer.StartAsync(new ServerSettings { Fail = new Dictionary<string, string> { [verb] = reply } });

        await AssertEndedAndKeptAsync(o => o.Port = server.Port, TicketOutcome.Parked, DeliveryState.Parked, reason);
    }

    [Fact]
    public async Task SubmitAsync_WrongPassword_IsParkedAndKeptWithoutThePassword()
    {
        await using var server = await MailServer.StartAsync(new ServerSettings { User = "app@customer.example", Password = "right", Mechanisms = ["PLAIN"] });

        var receipt = await AssertEndedAndKeptAsync(
            o => (o.Port, o.UserName, o.Password) = (server.Port, "app@customer.example", Password), TicketOutcome.Parked, DeliveryState.Parked, "refused the account in Email.UserName");

        Assert.DoesNotContain(Password, string.Join('\n', receipt.Deliveries.Select(d => d.LastError).Append(receipt.Problem)), StringComparison.Ordinal);
        Assert.DoesNotContain(Password, await OutboxTextAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("starttls", EmailSecurity.StartTls)]
    [InlineData("implicit", EmailSecurity.SslOnConnect)]
    public async Task SubmitAsync_CertificateOfAnotherName_IsParkedAndKept(string mode, EmailSecurity security)
    {
        await using var server = await MailServer.StartAsync(ServerSettings.WithTls(mode, certificates.WrongName));

        await AssertEndedAndKeptAsync(
            o => (o.Port, o.Security) = (server.Port, security), TicketOutcome.Parked, DeliveryState.Parked, "it does not carry the name in Email.Host");

        Assert.Empty(server.Mails);
    }

    [Fact]
    public async Task SubmitAsync_ServerWithoutTls_IsParkedAndNothingGoesInClear()
    {
        await using var server = await MailServer.StartAsync();

        await AssertEndedAndKeptAsync(o => (o.Port, o.Security) = (server.Port, EmailSecurity.StartTls), TicketOutcome.Parked, DeliveryState.Parked, "does not offer STARTTLS");

        Assert.Empty(server.Mails);
    }

    [Theory]
    [InlineData("hang")]
    [InlineData("cut")]
    public async Task SubmitAsync_NoAcknowledgement_IsUncertainAndNotSentAgainBehindThePersonsBack(string how)
    {
        await using var server = await MailServer.StartAsync(how == "hang" ? new ServerSettings { Hang = "DATA" } : new ServerSettings { Cut = "DATA" });

        var receipt = await AssertEndedAndKeptAsync(o => (o.Port, o.Timeout) = (server.Port, TimeSpan.FromSeconds(4)), TicketOutcome.DeliveryUncertain, DeliveryState.Uncertain, "it may have arrived");

        Assert.Equal($"<{receipt.Id}@customer.example>", ParsedMail.Read(Assert.Single(server.Mails)).Headers["Message-ID"].Single());
    }

    private async Task AssertQueuedThenDeliveredAsync(Action<EmailOptions> trouble, string reason)
    {
        PreparedTicket prepared;
        await using (var client = MailClient.Start(_folder, trouble, ShortWait))
        {
            prepared = await client.PrepareAsync(MailClient.Ticket, None);
            var receipt = await TimedAsync(client, prepared);
            Assert.Equal((TicketOutcome.Queued, true), (receipt.Outcome, receipt.Durable));
            Assert.Contains(reason, await LastErrorAsync(client, prepared.Id), StringComparison.Ordinal);
        }

        await using var good = await MailServer.StartAsync();
        await using var restarted = MailClient.Start(_folder, o => o.Port = good.Port);
        await restarted.FlushAsync(None);

        var now = await restarted.FindAsync(prepared.Id, None);
        Assert.Equal((TicketOutcome.Delivered, DeliveryState.Delivered), (now!.Outcome, now.Deliveries.Single().State));
        var mail = ParsedMail.Read(Assert.Single(good.Mails));
        Assert.Equal($"<{prepared.Id}@customer.example>", mail.Headers["Message-ID"].Single());
        Assert.Equal([ParsedMail.Sha256(prepared.Text), ParsedMail.Sha256(prepared.Html), ParsedMail.Sha256(prepared.Json)], mail.Leaves.Take(3).Select(part => part.Sha256));
    }

    // The turn's end is what stores the reason; a busy machine may need longer for it than the submission waited.
    private static async Task<string> LastErrorAsync(SupportClient client, TicketId id)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(None);
        limit.CancelAfter(TimeSpan.FromMinutes(1));
        while (true)
        {
            if ((await client.FindAsync(id, limit.Token))!.Deliveries.Single().LastError is { } error)
            {
                return error;
            }
        }
    }

    private async Task<TicketReceipt> AssertEndedAndKeptAsync(Action<EmailOptions> trouble, TicketOutcome outcome, DeliveryState state, string reason)
    {
        TicketReceipt receipt;
        PreparedTicket prepared;
        await using (var client = MailClient.Start(_folder, trouble))
        {
            prepared = await client.PrepareAsync(MailClient.Ticket, None);
            receipt = await TimedAsync(client, prepared);
        }

        var delivery = Assert.Single(receipt.Deliveries);
        Assert.Equal((outcome, true, state, 1), (receipt.Outcome, receipt.Durable, delivery.State, delivery.Attempts));
        Assert.Contains(reason, delivery.LastError, StringComparison.Ordinal);

        await AssertKeptAsync(trouble, receipt);
        Assert.Contains(prepared.Sha256, await OutboxTextAsync(), StringComparison.Ordinal);
        await AssertGoesOnAsync(receipt, state);
        return receipt;
    }

    // The same settings again: nothing is tried, and nothing is lost.
    private async Task AssertKeptAsync(Action<EmailOptions> trouble, TicketReceipt receipt)
    {
        await using var restarted = MailClient.Start(_folder, trouble);
        await restarted.FlushAsync(None);

        var kept = await restarted.FindAsync(receipt.Id, None);
        Assert.Equal((receipt.Outcome, receipt.Deliveries.Single()), (kept!.Outcome, kept.Deliveries.Single()));
    }

    // Other settings: what is parked goes on by itself, and what may have arrived does not.
    private async Task AssertGoesOnAsync(TicketReceipt receipt, DeliveryState state)
    {
        await using var good = await MailServer.StartAsync();
        await using var mended = MailClient.Start(_folder, o => o.Port = good.Port);
        await mended.FlushAsync(None);

        var now = (await mended.FindAsync(receipt.Id, None))!.Deliveries.Single();
        Assert.Equal((state == DeliveryState.Parked ? DeliveryState.Delivered : state, state == DeliveryState.Parked ? 1 : 0), (now.State, good.Mails.Count));
        Assert.All(good.Mails, mail => Assert.Equal($"<{receipt.Id}@customer.example>", ParsedMail.Read(mail).Headers["Message-ID"].Single()));
    }

    private static async Task<TicketReceipt> TimedAsync(SupportClient client, PreparedTicket prepared)
    {
        var before = Stopwatch.GetTimestamp();
        var receipt = await client.SubmitPreparedAsync(prepared, None);
        Assert.InRange(Stopwatch.GetElapsedTime(before), TimeSpan.Zero, Budget);
        return receipt;
    }

    private async Task<string> OutboxTextAsync()
    {
        var bytes = await Task.WhenAll(OutboxFiles.Select(name => _folder[name]).Where(File.Exists).Select(async file =>
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var copy = new MemoryStream();
            await stream.CopyToAsync(copy, None);
            return copy.ToArray();
        }));
        return string.Concat(bytes.Select(System.Text.Encoding.Latin1.GetString));
    }
}

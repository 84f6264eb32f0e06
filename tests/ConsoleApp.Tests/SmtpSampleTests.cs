using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Data.Sqlite;
using SupportSdk.Email.Tests.Real;
using static ConsoleApp.Tests.SampleRun;

namespace ConsoleApp.Tests;

/// <summary>The sample mails by SMTP to Debian's aiosmtpd; the mail is read by Python.</summary>
public sealed class SmtpSampleTests : IDisposable
{
    private static readonly string[] Ids = ["User ID", "Execution ID", "Request ID"];

    private readonly SampleRun _sample = new();

    public void Dispose() => _sample.Dispose();

    [Fact]
    public async Task Run_Smtp_MailHasEveryIdInEveryPartAndNoToken()
    {
        await using var server = await MailServer.StartAsync();

        var (code, output) = await _sample.RunAsync("--smtp", $"127.0.0.1:{server.Port}");

        Assert.Equal((0, "Delivered"), (code, Shown(output, "Outcome")));
        var mail = ParsedMail.Read(Assert.Single(server.Mails));
        AssertMail(mail, output, Shown(output, "Ticket"));
        Assert.Equal("support@useparagon.com", Assert.Single(server.Envelope().GetProperty("to").EnumerateArray()).GetString());
        Assert.Empty(_sample.Mails);
        AssertNoToken(output, server);
    }

    [Fact]
    public async Task Run_SmtpServerIsAway_TicketWaitsAndGoesOutAtTheNextStart()
    {
        using var taken = new Socket(SocketType.Stream, ProtocolType.Tcp);
        taken.Bind(new IPEndPoint(IPAddress.Loopback, 0)); // Bound and not listening: it refuses.
        var (waiting, first) = await _sample.RunAsync("--smtp", $"127.0.0.1:{((IPEndPoint)taken.LocalEndPoint!).Port}");
        Assert.Equal((0, "Queued"), (waiting, Shown(first, "Outcome")));
        Assert.StartsWith("yes", Shown(first, "Durable"), StringComparison.Ordinal);
        await MakeDueAsync();

        await using var server = await MailServer.StartAsync();
        var (code, second) = await _sample.RunAsync("--smtp", $"127.0.0.1:{server.Port}");

        Assert.Equal((0, "Delivered"), (code, Shown(second, "Outcome")));
        Assert.Equal(2, server.Mails.Count);
        var mails = server.Mails.Select(ParsedMail.Read).ToArray();
        AssertMail(Assert.Single(mails, m => m.Headers["Subject"].Single().Contains(Shown(first, "Ticket"), StringComparison.Ordinal)), first, Shown(first, "Ticket"));
        AssertMail(Assert.Single(mails, m => m.Headers["Subject"].Single().Contains(Shown(second, "Ticket"), StringComparison.Ordinal)), second, Shown(second, "Ticket"));
        AssertNoToken(first + second, server);
    }

    // How long the next attempt is away depends on how many there were; no test waits for that.
    private async Task MakeDueAsync()
    {
        await using var outbox = new SqliteConnection($"Data Source={Path.Combine(_sample.Folder, "support-outbox", "support.db")};Pooling=False");
        await outbox.OpenAsync(TestContext.Current.CancellationToken);
        await using var update = outbox.CreateCommand();
        update.CommandText = "UPDATE support_deliveries SET due_at = 0";
        Assert.Equal(1, await update.ExecuteNonQueryAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Run_Crash_GoesOutBySmtpAtTheNextStart()
    {
        var (crash, crashed) = await _sample.RunAsync("--crash");
        Assert.NotEqual(0, crash);
        await using var server = await MailServer.StartAsync();

        var (code, output) = await _sample.RunAsync("--smtp", $"127.0.0.1:{server.Port}");

        Assert.Equal(0, code);
        Assert.Equal(2, server.Mails.Count);
        var mail = ParsedMail.Read(Assert.Single(server.Mails, path => ParsedMail.Read(path).Leaves.First().Text!.Contains("written while the app crashed", StringComparison.Ordinal)));
        AssertMail(mail, crashed, mail.Headers["Message-ID"].Single().Split('@')[0].TrimStart('<'));
        AssertNoToken(crashed + output, server);
    }

    private static void AssertMail(ParsedMail mail, string output, string ticket)
    {
        Assert.Equal("multipart/mixed(multipart/alternative(text/plain, text/html), application/json)", mail.Root.Shape);
        Assert.Equal((0, 0, 0), (mail.Defects, mail.BareLineFeeds, mail.EightBit));
        Assert.All(Ids.Select(name => Shown(output, name)), id => Assert.All(mail.Leaves, part => Assert.Contains(id, part.Text, StringComparison.Ordinal)));
        Assert.Matches($"^\\[Normal\\] .* \\(ref {ticket}\\)$", mail.Headers["Subject"].Single());
        Assert.Equal($"<{ticket}@customer.example>", mail.Headers["Message-ID"].Single());
        Assert.Equal("Dana Field <dana@customer.example>", mail.Headers["Reply-To"].Single());
        Assert.Empty(mail.Headers["Auto-Submitted"]);
        Assert.Equal(["schema", "id", "submittedAt", "summary"], mail.Leaves.Last().Names.Take(4));
        Assert.All(mail.Leaves, part => Assert.DoesNotMatch(Token(), part.Text!));
    }

    private void AssertNoToken(string output, MailServer server) => Assert.All(
        server.Mails.Select(path => Encoding.Latin1.GetString(File.ReadAllBytes(path))).Append(output).Append(_sample.Everything()), text => Assert.DoesNotMatch(Token(), text));
}

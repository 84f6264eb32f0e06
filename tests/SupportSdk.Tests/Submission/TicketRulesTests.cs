using SupportSdk.Tests.Doubles;

namespace SupportSdk.Tests.Submission;

/// <summary>What makes a ticket one that cannot be sent, seen through the client: nothing is stored, and every problem is named at once.</summary>
public sealed class TicketRulesTests
{
    private const string Mark = "zq7mark";

    private static readonly TicketAttachment File = new("trace.txt", "text/plain", "x"u8.ToArray());

    private static readonly TicketDiagnostics Snapshot = new() { TakenAt = TestClient.Start };

    private static readonly Dictionary<string, (Func<SupportTicket, SupportTicket> Change, string Problem)> Wrong = new()
    {
        ["null summary"] = (t => t with { Summary = null! }, "Summary is blank"),
        ["empty summary"] = (t => t with { Summary = "" }, "Summary is blank"),
        ["white-space summary"] = (t => t with { Summary = " \t\u00a0\u3000 " }, "Summary is blank"),
        ["line-end summary"] = (t => t with { Summary = "\r\n\r\n" }, "Summary is blank"),
        ["summary of marks that are removed"] = (t => t with { Summary = "\u202e\u200f\u0000\u2066" }, "Summary is blank"),
        ["summary of 201 characters"] = (t => t with { Summary = new string('x', 201) }, "Summary has 201 characters"),
        ["summary of 10,000 characters"] = (t => t with { Summary = new string('x', 10_000) }, "Summary has 10,000 characters"),
        ["summary of two lines"] = (t => t with { Summary = $"{Mark}\n{Mark}" }, "Summary has several lines"),
        ["summary with CRLF"] = (t => t with { Summary = $"{Mark}\r\nBcc: all@customer.example" }, "Summary has several lines"),
        ["summary with a lone CR"] = (t => t with { Summary = $"{Mark}\rx" }, "Summary has several lines"),
        ["summary with U+0085"] = (t => t with { Summary = $"{Mark}\u0085x" }, "Summary has several lines"),
        ["summary with U+2028"] = (t => t with { Summary = $"{Mark}\u2028x" }, "Summary has several lines"),
        ["undefined impact"] = (t => t with { Impact = (TicketImpact)77 }, "Impact 77"),
        ["undefined environment"] = (t => t with { Environment = (DeploymentEnvironment)(-1) }, "Environment -1"),
        ["undefined priority"] = (t => t with { RequestedPriority = (TicketPriority)4 }, "RequestedPriority 4"),
        ["year 1"] = (t => t with { OccurredAt = DateTimeOffset.MinValue }, "OccurredAt 0001-01-01T00:00:00.0000000+00:00 is impossible"),
        ["1970"] = (t => t with { OccurredAt = DateTimeOffset.UnixEpoch }, "OccurredAt 1970-01-01"),
        ["the far future"] = (t => t with { OccurredAt = TestClient.Start.AddDays(1).AddTicks(1) }, "more than a day ahead"),
        ["the last instant"] = (t => t with { OccurredAt = DateTimeOffset.MaxValue }, "OccurredAt 9999-12-31"),
        ["null executions"] = (t => t with { Executions = null! }, "Executions is null"),
        ["null API errors"] = (t => t with { ApiErrors = null! }, "ApiErrors is null"),
        ["null console errors"] = (t => t with { ConsoleErrors = null! }, "ConsoleErrors is null"),
        ["null attachments"] = (t => t with { Attachments = null! }, "Attachments is null"),
        ["a null execution"] = (t => t with { Executions = [null!] }, "Executions holds a null"),
        ["a null API error"] = (t => t with { ApiErrors = [.. t.ApiErrors, null!] }, "ApiErrors holds a null"),
        ["a null console error"] = (t => t with { ConsoleErrors = [null!] }, "ConsoleErrors holds a null"),
        ["a null attachment"] = (t => t with { Attachments = [File, null!] }, "Attachments holds a null"),
        ["diagnostics with a null list"] = (t => t with { Diagnostics = Snapshot with { Exceptions = null! } }, "Diagnostics.Exceptions is null"),
        ["diagnostics with a null user"] = (t => t with { Diagnostics = Snapshot with { UserIds = [null!] } }, "Diagnostics.UserIds holds a null"),
        ["diagnostics with null counts"] = (t => t with { Diagnostics = Snapshot with { Dropped = null! } }, "Diagnostics.Dropped is null"),
        ["diagnostics with a null call"] = (t => t with { Diagnostics = Snapshot with { Calls = [null!] } }, "Diagnostics.Calls holds a null"),
        ["diagnostics with a null log message"] = (t => t with { Diagnostics = Snapshot with { Logs = [null!] } }, "Diagnostics.Logs holds a null"),
        ["attachment without a name"] = (t => t with { Attachments = [File with { FileName = "" }] }, "Attachments[0].FileName"),
        ["attachment with a null name"] = (t => t with { Attachments = [File with { FileName = null! }] }, "Attachments[0].FileName"),
        ["attachment named by a mark"] = (t => t with { Attachments = [File with { FileName = "\u202e" }] }, "Attachments[0].FileName"),
        ["attachment in a folder"] = (t => t with { Attachments = [File, File with { FileName = $"../{Mark}" }] }, "Attachments[1].FileName"),
        ["attachment with a line end in its name"] = (t => t with { Attachments = [File with { FileName = $"{Mark}\r\nX: y" }] }, "Attachments[0].FileName"),
        ["attachment with a null type"] = (t => t with { Attachments = [File with { ContentType = null! }] }, "Attachments[0].ContentType"),
        ["attachment with a type that is none"] = (t => t with { Attachments = [File with { ContentType = Mark }] }, "Attachments[0].ContentType"),
        ["attachment with a line end in its type"] = (t => t with { Attachments = [File with { ContentType = $"text/plain\r\n{Mark}: y" }] }, "Attachments[0].ContentType"),
        ["attachment of one byte too many"] = (t => t with { Attachments = [File with { Content = new byte[3_145_729] }] }, "Attachments[0] has 3,145,729 bytes, at most 3,145,728"),
        ["contact without an address"] = (t => t with { Contact = new TicketContact("Dana", null!) }, "Contact.Email"),
        ["contact with a name for an address"] = (t => t with { Contact = new TicketContact("Dana", Mark) }, "Contact.Email"),
        ["contact with a line end in its address"] = (t => t with { Contact = new TicketContact("Dana", $"dana@customer.example\r\nBcc: {Mark}@customer.example") }, "Contact.Email"),
        ["contact with two addresses"] = (t => t with { Contact = new TicketContact("Dana", $"dana@customer.example, {Mark}@customer.example") }, "Contact.Email"),
    };

    public static TheoryData<string> Names => [.. Wrong.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task SubmitAsync_OneThingWrong_IsRejectedAndNamed(string name)
    {
        var (change, problem) = Wrong[name];
        var channel = new RecordingChannel();
        await using var client = TestClient.Create(channel);

        var rejected = await Assert.ThrowsAsync<TicketRejectedException>(() => client.SubmitAsync(change(TestClient.Ticket), TestContext.Current.CancellationToken));

        Assert.Contains(problem, Assert.Single(rejected.Problems), StringComparison.Ordinal);
        Assert.Contains(rejected.Problems[0], rejected.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Mark, rejected.ToString(), StringComparison.Ordinal);
        await client.FlushAsync(TestContext.Current.CancellationToken);
        Assert.Empty(channel.Sent);
        await Assert.ThrowsAsync<TicketRejectedException>(() => client.PrepareAsync(change(TestClient.Ticket), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task SubmitAsync_EverythingWrong_IsNamedInOneException()
    {
        await using var client = TestClient.Create(new RecordingChannel());
        var ticket = new SupportTicket
        {
            Summary = new string('x', 10_000) + "\n", Impact = (TicketImpact)77, Environment = (DeploymentEnvironment)77, RequestedPriority = (TicketPriority)77, OccurredAt = DateTimeOffset.MaxValue,
            Executions = null!, ApiErrors = [null!], ConsoleErrors = null!, Attachments = [null!, new TicketAttachment("", "", new byte[4_000_000])],
            Contact = new TicketContact("", ""), Diagnostics = Snapshot with { Scopes = null!, Executions = null!, ApiErrors = null!, ConsoleErrors = null!, UserIds = null!, Exceptions = null!, Calls = null!, Logs = null!, Redactions = null!, Dropped = null! },
        };

        var rejected = await Assert.ThrowsAsync<TicketRejectedException>(() => client.SubmitAsync(ticket, TestContext.Current.CancellationToken));

        string[] named =
        [
            "Summary has 10,001", "Summary has several lines", "Impact", "Environment", "RequestedPriority", "OccurredAt", "Executions is null", "ApiErrors holds", "ConsoleErrors is null",
            "Attachments holds", "Diagnostics.Scopes", "Diagnostics.UserIds", "Diagnostics.Executions", "Diagnostics.ApiErrors", "Diagnostics.ConsoleErrors", "Diagnostics.Exceptions", "Diagnostics.Calls", "Diagnostics.Logs", "Diagnostics.Redactions", "Diagnostics.Dropped",
            "Attachments[1].FileName", "Attachments[1].ContentType", "Attachments[1] has", "Contact.Email",
        ];
        Assert.Equal(named.Length, rejected.Problems.Count);
        Assert.All(named.Zip(rejected.Problems), pair => Assert.StartsWith(pair.First, pair.Second, StringComparison.Ordinal));
    }

    [Fact]
    public async Task SubmitAsync_AtEveryLimit_IsTaken()
    {
        var channel = new RecordingChannel { MaxBytes = 10_000_000 };
        await using var client = TestClient.Create(channel);
        var ticket = TestClient.Ticket with
        {
            Summary = new string('x', 200), OccurredAt = TestClient.Start.AddDays(1), Attachments = [File with { Content = new byte[3_145_728], FileName = new string('n', 200) }],
            Contact = new TicketContact("", "d@x.example"), Executions = [], ConsoleErrors = [],
        };

        var receipt = await client.SubmitAsync(ticket, TestContext.Current.CancellationToken);

        Assert.Equal((TicketOutcome.Delivered, 0), (receipt.Outcome, receipt.Cut.Count));
        Assert.Equal(3_145_728, channel.Sent.Single().Message.Attachments.Single().Content.Length);
    }

    [Fact]
    public async Task SubmitAsync_Null_IsTheCallersMistake()
    {
        await using var client = TestClient.Create(new RecordingChannel());

        await Assert.ThrowsAsync<ArgumentNullException>(() => client.SubmitAsync(null!, TestContext.Current.CancellationToken));
        await Assert.ThrowsAsync<ArgumentNullException>(() => client.PrepareAsync(null!, TestContext.Current.CancellationToken));
        await Assert.ThrowsAsync<ArgumentNullException>(() => client.SubmitPreparedAsync(null!, TestContext.Current.CancellationToken));
    }
}

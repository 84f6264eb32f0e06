using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using SupportSdk.Status;
using SupportSdk.Tests.Doubles;

namespace SupportSdk.Tests.Submission;

/// <summary>Line ends, marks of direction, control characters and halves of pairs, in every field at once: none reaches a header or makes a line of its own.</summary>
public sealed partial class HygieneTests
{
    private const string Marks = "\u202e\u202a\u2066\u2069\u200e\u200f\u061c\u0000\u0007\u001b[31m\u009b\ud800\udfff\udc00\ufffe";

    private const string Hostile = "a\r\nBcc: all@customer.example\r\n\r\nTICKET\n5. User ID of the Paragon User Token\rb\u0085c\u2028d\u2029e" + Marks;

    [Fact]
    public async Task SubmitAsync_HostileTextInEveryField_ReachesNoHeaderAndNoLine()
    {
        var channel = new RecordingChannel();
        await using var client = TestClient.Create(channel, status: new FixedStatus(_ => Task.FromResult(new Filler(place => $"{place} {Hostile}").Make<StatusSnapshot>())));
        using var scope = client.BeginScope(Hostile);
        scope.SetUserId("captured " + Hostile);

        var receipt = await client.SubmitAsync(Ticket(), TestContext.Current.CancellationToken);

        var message = channel.Sent.Single().Message;
        Assert.Equal(TicketOutcome.Delivered, receipt.Outcome);
        Assert.All(
            [message.Subject, message.Contact!.Name, message.Contact.Email, .. message.Attachments.SelectMany(a => new[] { a.FileName, a.ContentType })],
            header => AssertClean(header, lines: false));
        AssertClean(message.Text, lines: true);
        AssertClean(message.Html, lines: true);
        Assert.All(Strings(JsonNode.Parse(new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(message.Json.Span))), text => AssertClean(text, lines: true));
        var lines = message.Text.Split('\n');
        Assert.Single(lines, "TICKET");
        Assert.Single(lines, line => line.StartsWith("5. ", StringComparison.Ordinal));
        Assert.DoesNotContain(lines, line => line.StartsWith("Bcc:", StringComparison.Ordinal));
    }

    [Fact]
    public async Task SubmitAsync_HostileStatusPage_ReceiptIsClean()
    {
        await using var client = TestClient.Create(
            new RecordingChannel(),
            b => b.Configure(o => o.KnownIncidents = KnownIncidents.Hold),
            new FixedStatus(_ => Task.FromResult(new StatusSnapshot
            {
                Indicator = StatusIndicator.Major,
                FetchedAt = TestClient.Start,
                Source = new Uri("https://status.example"),
                Incidents = [new StatusIncident("1", "Workflow executions failing" + Marks + "\r\n", "x", "y", new Uri("https://u:hunter2@status.example/i?token=hunter2"), null, [])],
            })));

        var receipt = await client.SubmitAsync(TestClient.Ticket, TestContext.Current.CancellationToken);

        Assert.Equal(TicketOutcome.HeldForIncident, receipt.Outcome);
        AssertClean(receipt.Problem!, lines: false);
        AssertClean(receipt.RelatedIncidents.Single().Name, lines: false);
        Assert.DoesNotContain("hunter2", receipt.Problem + receipt.RelatedIncidents.Single().Url, StringComparison.Ordinal);
    }

    [Fact]
    public void AssertClean_PlantedMark_Fails() => Assert.All(
        Marks.Where(c => c is not ('[' or '3' or '1' or 'm' or '\ufffe')).Append('\r').Append('\u2028'),
        mark => Assert.ThrowsAny<Xunit.Sdk.XunitException>(() => AssertClean($"a{mark}b", lines: true)));

    [Fact]
    public async Task SubmitAsync_LineEndsOfTwoSystems_GiveTheSameBytes()
    {
        var (windows, linux) = (new RecordingChannel(), new RecordingChannel());
        foreach (var (channel, end) in new[] { (windows, "\r\n"), (linux, "\n") })
        {
            await using var client = TestClient.Create(channel);
            var ticket = TestClient.Ticket with
            {
                Description = $"one{end}two",
                ConsoleErrors = [new ConsoleError { Level = "error", Message = $"m{end}n", OccurredAt = TestClient.Start, Stack = $"a{end}b" }],
                ApiErrors = [TestClient.Ticket.ApiErrors[0] with { Message = $"m{end}n", BodyExcerpt = $"{{{end}}}" }],
                Diagnostics = new TicketDiagnostics
                {
                    TakenAt = TestClient.Start,
                    Logs = [new CapturedLog { OccurredAt = TestClient.Start, Level = Microsoft.Extensions.Logging.LogLevel.Error, Category = "c", Message = $"m{end}n", LogScopes = [$"s{end}t"], Values = new Dictionary<string, string> { ["k"] = $"v{end}w" } }],
                    Exceptions = [new ExceptionDetails { Type = "T", Message = $"m{end}n", OccurredAt = TestClient.Start, StackTrace = $"   at A(){end}   at B()" }],
                },
            };
            await client.SubmitAsync(ticket, TestContext.Current.CancellationToken);
        }

        Assert.Equal(Bytes(linux), Bytes(windows));
    }

    [Fact]
    public async Task PrepareAsync_DescriptionTooLong_SaysHowMuchWasCut()
    {
        await using var client = TestClient.Create(new RecordingChannel());

        var prepared = await client.PrepareAsync(TestClient.Ticket with { Description = new string('d', 25_000) }, TestContext.Current.CancellationToken);

        Assert.Contains("(cut: 25,000 characters were given, 20,000 are sent)", prepared.Text, StringComparison.Ordinal);
        Assert.Equal(19_999, prepared.Text.Split('\n').Max(line => line.Count(c => c == 'd')));
    }

    private static SupportTicket Ticket()
    {
        var ticket = new Filler(place => $"{place} {Hostile}").Make<SupportTicket>();
        return ticket with
        {
            Summary = "Summary" + Marks,
            OccurredAt = TestClient.Start,
            RequestedPriority = TicketPriority.Urgent,
            UserId = "typed " + Hostile,
            DuplicateKey = Hostile,
            Contact = new TicketContact(Hostile, "dana@customer.example"),
            Attachments = [new TicketAttachment("a\u202egpj.exe\ud800\u0000.txt", "text/plain; name=\"x\u202e\"", "x"u8.ToArray())],
        };
    }

    private static void AssertClean(string text, bool lines)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            Assert.False(rune.Value is 0x200e or 0x200f or 0x061c or (>= 0x202a and <= 0x202e) or (>= 0x2066 and <= 0x2069) or 0x2028 or 0x2029, $"U+{rune.Value:X4} in: {text}");
            Assert.False(Rune.GetUnicodeCategory(rune) == UnicodeCategory.Control && !(lines && rune.Value is '\n' or '\t'), $"U+{rune.Value:X4} in: {text}");
        }

        Assert.Equal(text, new string([.. text.EnumerateRunes().SelectMany(r => r.ToString())])); // Runes replace half pairs.
    }

    private static IEnumerable<string> Strings(JsonNode? node) => node switch
    {
        JsonObject o => o.SelectMany(pair => Strings(pair.Value).Prepend(pair.Key)),
        JsonArray a => a.SelectMany(Strings),
        JsonValue v when v.TryGetValue<string>(out var text) => [text],
        _ => [],
    };

    private static string Bytes(RecordingChannel channel)
    {
        var message = channel.Sent.Single().Message;
        var all = string.Join('\n', message.Text, message.Html, Encoding.UTF8.GetString(message.Json.Span)).Replace(message.Id.ToString(), "ID", StringComparison.Ordinal);
        return Momentary().Replace(all, "");
    }

    // What two tickets of one process never have in common: the state of memory and threads.
    [GeneratedRegex("""\d+ (MiB of managed memory in use|threads \(minimum \d+\), \d+ items waiting[^\n"]*)""")]
    private static partial Regex Momentary();
}

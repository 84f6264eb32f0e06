using System.Text;
using System.Text.Json.Nodes;
using CsCheck;
using SupportSdk.Rendering;
using SupportSdk.Tests.Doubles;

namespace SupportSdk.Tests.Rendering;

/// <summary>Whatever a ticket holds, it fits the smallest budget, keeps what support cannot do without, and says what it lost.</summary>
public sealed class TicketShrinkerTests
{
    // The stated order, as the words of the notes: what a ticket lost must be a part of this list, in this order.
    private static readonly string[] Order =
    [
        "attached file", "attached file", "attached file", "the last 40 calls", "the excerpts and headers of responses", "the stacks of console errors", "beyond the first 30", "the first 20 of", "the timeline", "the first 5 of",
        "beyond the first 8,", "description 2,000", "the first 2 of", "description 500", "the first 1 of", "description 200", "all evidence but",
    ];

    // Six bytes a character in HTML, six in JSON, three or four in text: the worst that each encoder does.
    private static readonly Gen<string> Costly = Gen.OneOf("\"", "'", "&", "<", "\u00ff", "\u0001", "\uffff", "\u0085", "\ud83d\ude00", "\u6f22", "\ud800", "\n", "\r\n", "\\", "a");

    private static readonly Gen<int> Length = Gen.OneOf(Gen.Int[0, 50], Gen.Int[0, 600], Gen.Const(16 * 1024));

    private static readonly Gen<int> Number = Gen.OneOf(Gen.Int[0, 3], Gen.Const(100));

    private static Gen<string> Text(Gen<int> length) => Gen.Select(Costly, length, Repeated);

    private static string Repeated(string unit, int length) => string.Concat(Enumerable.Repeat(unit, Math.Max(length / unit.Length, length > 0 ? 1 : 0)));

    private static Gen<T[]> Many<T>(Gen<T> item) => Gen.Select(item, Number, (one, count) => Enumerable.Repeat(one, count).ToArray());

    private static readonly Gen<ApiError> ApiErrors = Gen.Select(Text(Length), Text(Length), Text(Length), (a, b, c) => new ApiError
    {
        Method = a,
        Url = b,
        OccurredAt = DateTimeOffset.MaxValue,
        StatusCode = int.MinValue,
        Code = a,
        Message = c,
        RequestId = "req-1",
        TraceId = "trace-1",
        BodyExcerpt = c,
        Duration = TimeSpan.MaxValue,
    });

    private static readonly Gen<ConsoleError> ConsoleErrors = Gen.Select(Text(Length), Text(Length), Text(Length), (a, b, c) => new ConsoleError
    {
        Level = a,
        Message = b,
        OccurredAt = DateTimeOffset.MinValue,
        Source = a,
        Line = int.MaxValue,
        Column = int.MaxValue,
        Stack = c,
        Count = int.MaxValue,
    });

    private static readonly Gen<ExceptionDetails> Exceptions = Gen.Select(Text(Length), Text(Length), Gen.OneOf(0, 3, 15), (a, b, depth) => Nested(a, b, depth));

    private static readonly Gen<CapturedLog> Logs = Gen.Select(Text(Length), Text(Length), (a, b) => new CapturedLog
    {
        OccurredAt = SomeTicket.Noon,
        Level = Microsoft.Extensions.Logging.LogLevel.Critical,
        Category = a,
        Message = b,
        EventName = a,
        LogScopes = [a, b],
        Values = new Dictionary<string, string> { [a] = b },
        Exception = Nested(a, b, 3),
    });

    private static readonly Gen<CapturedCall> Calls = Gen.Select(Text(Length), a => new CapturedCall { Method = a, Url = a, OccurredAt = SomeTicket.Noon, Duration = TimeSpan.MaxValue, Failure = a });

    private static readonly Gen<TicketAttachment[]> Attachments = Gen.Select(Gen.OneOf(0, 1, 3, 40), Gen.OneOf(0, 100, 30_000, 25_000_000), Text(Gen.Int[1, 200]),
        (count, size, name) => Enumerable.Range(0, count).Select(i => new TicketAttachment($"{name}{i}", "image/png", Zeros.AsMemory(0, size))).ToArray());

    private static readonly Gen<StatusIncident[]> Incidents = Many(Gen.Select(Text(Length), Number, (a, count) =>
        new StatusIncident(a, a, a, a, new Uri("https://status.example/" + new string('x', 400)), null, Enumerable.Repeat(a[..Math.Min(a.Length, 200)], count).ToArray())));

    private static readonly byte[] Zeros = new byte[25_000_000];

    private static readonly Gen<(ResolvedTicket Ticket, TicketDecisions Decisions)> Tickets = Gen.Select(
        Gen.Select(Many(ApiErrors), Many(ConsoleErrors), Many(Exceptions), Attachments, Many(Logs), Many(Calls)),
        Gen.Select(Text(Gen.Int[1, 200]), Text(Gen.Int[0, 20_000]), Many(Text(Gen.Int[1, 500])), Many(Text(Length))),
        Gen.Select(Text(Gen.Int[1, 500]), Incidents, Gen.OneOf(0, 3, 200), Gen.Bool),
        (evidence, words, more) =>
        {
            var ticket = SomeTicket.Full with
            {
                ApiErrors = evidence.Item1,
                ConsoleErrors = evidence.Item2,
                Exceptions = evidence.Item3,
                Attachments = evidence.Item4,
                Logs = evidence.Item5,
                Calls = evidence.Item6,
                Summary = words.Item1,
                Description = words.Item2,
                UserIds = ["the-first-user", .. words.Item3],
                Scopes = words.Item4,
                Facts = Enumerable.Range(0, 15).Select(i => new EnvironmentFact { Name = $"Fact {i}", Value = Repeated(more.Item1, 1_000) }).ToArray(),
                Contact = new TicketContact(more.Item1, new string('d', 240) + "@customer.examp"),
                Executions = more.Item4 ? [] : Enumerable.Range(0, 100).Select(_ => WorkflowExecutionLink.Create(Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid())).ToArray(),
                Redactions = Enumerable.Range(0, more.Item3).Select(i => new Filler(_ => more.Item1, i).Make<RedactionNote>()).ToArray(),
                Dropped = Enumerable.Range(0, more.Item3).ToDictionary(i => $"{i}{more.Item1}", long (_) => long.MaxValue),
            };
            return (ticket, SomeTicket.Decisions(ticket) with { Incidents = more.Item2, StatusLine = Repeated(more.Item1, 1_200) });
        });

    [Fact]
    public void Freeze_AnyTicket_FitsTheSmallestBudgetAndSaysWhatWasCut() => Tickets.Sample(
        generated =>
        {
            var (ticket, decisions) = generated;

            var frozen = TicketRenderer.Freeze(ticket, decisions, TicketRenderer.SmallestBudget);

            Assert.InRange(SizeOf(frozen.Message), 1, TicketRenderer.SmallestBudget);
            AssertEssentials(ticket, frozen);
            AssertInOrder(frozen.Cut);
            AssertSaid(frozen);
        },
        iter: 1_000, threads: 1, print: g => $"{g.Ticket.ApiErrors.Count} API, {g.Ticket.ConsoleErrors.Count} console, {g.Ticket.Exceptions.Count} exceptions, {g.Ticket.Attachments.Count} files, {g.Decisions.Incidents.Count} incidents");

    [Fact]
    public void Freeze_TheWorstOfEverything_FitsTheSmallestBudget()
    {
        foreach (var unit in new[] { "\"", "\u00ff", "\u0001", "\uffff", "\ud83d\ude00", "\ud800", "\n" })
        {
            var (huge, long500) = (Repeated(unit, 16 * 1024), Repeated(unit, 500));
            var ticket = SomeTicket.Full with
            {
                Summary = Repeated(unit, 200),
                Description = Repeated(unit, 20_000),
                UserIds = ["the-first-user" + Repeated(unit, 480), .. Enumerable.Repeat(long500, 49)],
                ApiErrors = Enumerable.Repeat(SomeTicket.Full.ApiErrors[0] with { Method = huge, Url = huge, Code = huge, Message = huge, BodyExcerpt = huge }, 100).ToArray(),
                ConsoleErrors = Enumerable.Repeat(SomeTicket.Full.ConsoleErrors[0] with { Level = huge, Message = huge, Source = huge, Stack = huge }, 100).ToArray(),
                Exceptions = Enumerable.Repeat(Nested(huge, huge, 15), 20).ToArray(),
                Logs = Enumerable.Repeat(SomeTicket.Full.Logs[0] with { Category = long500, Message = huge, LogScopes = [huge], Values = new Dictionary<string, string> { [huge] = huge }, Exception = Nested(huge, huge, 15) }, 100).ToArray(),
                Calls = Enumerable.Repeat(SomeTicket.Full.Calls[0] with { Url = huge }, 200).ToArray(),
                Attachments = Enumerable.Range(0, 40).Select(i => new TicketAttachment($"{long500[..200]}{i}", "image/png", Zeros)).ToArray(),
                Redactions = Enumerable.Range(0, 200).Select(i => new Filler(_ => long500, i).Make<RedactionNote>()).ToArray(),
                Scopes = Enumerable.Repeat(long500, 100).ToArray(),
                Dropped = Enumerable.Range(0, 200).ToDictionary(i => i + long500, long (_) => 1),
                Facts = Enumerable.Repeat(new EnvironmentFact { Name = "A fact of the surroundings", Value = long500 + long500 }, 15).ToArray(),
                Contact = new TicketContact(long500, "dana@customer.example"),
            };
            var incidents = Enumerable.Repeat(new StatusIncident(long500, long500, long500, long500, null, null, Enumerable.Repeat(long500, 50).ToArray()), 50).ToArray();

            var frozen = TicketRenderer.Freeze(ticket, SomeTicket.Decisions(ticket) with { Incidents = incidents, StatusLine = long500 + long500 }, TicketRenderer.SmallestBudget);

            Assert.InRange(SizeOf(frozen.Message), 1, TicketRenderer.SmallestBudget);
            AssertEssentials(ticket, frozen);
            AssertInOrder(frozen.Cut);
            AssertSaid(frozen);
        }
    }

    [Fact]
    public void Freeze_ItFits_CutsNothing()
    {
        var frozen = SomeTicket.Freeze(SomeTicket.Full, 64 * 1024);

        Assert.Empty(frozen.Cut);
        Assert.Equal(SomeTicket.Freeze(SomeTicket.Full).Sha256, frozen.Sha256);
        Assert.DoesNotContain("CUT SO THAT", frozen.Message.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Freeze_OneByteTooMany_TakesTheFirstStepOnly()
    {
        var whole = SomeTicket.Freeze(SomeTicket.Full with { Attachments = [] });

        var frozen = SomeTicket.Freeze(SomeTicket.Full with { Attachments = [] }, (int)SizeOf(whole.Message) - 1);

        Assert.Equal(["the excerpts and headers of responses"], frozen.Cut);
        Assert.DoesNotContain("41070\"", frozen.Message.Text, StringComparison.Ordinal);
        Assert.Contains("   at B()", frozen.Message.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Freeze_Attachments_GoLargestFirstAndNoMoreThanNeeded()
    {
        int[] sizes = [10_000, 40_000, 20_000, 30_000];
        var ticket = SomeTicket.Full with { Attachments = sizes.Select(size => new TicketAttachment($"{size}.bin", "application/octet-stream", Zeros.AsMemory(0, size))).ToArray() };

        var frozen = SomeTicket.Freeze(ticket, 50_000);

        Assert.Equal(["10000.bin", "20000.bin"], frozen.Message.Attachments.Select(a => a.FileName));
        Assert.Equal(["2 attached files: 40000.bin (40,000 bytes), 30000.bin (30,000 bytes)"], frozen.Cut);
    }

    [Fact]
    public void Freeze_SameFileTwice_LosesOnlyWhatItMust()
    {
        var file = new TicketAttachment("same.bin", "application/octet-stream", Zeros.AsMemory(0, 40_000));

        var frozen = SomeTicket.Freeze(SomeTicket.Full with { Attachments = [file, file with { Content = file.Content }] }, 60_000);

        Assert.Single(frozen.Message.Attachments);
    }

    private static ExceptionDetails Nested(string a, string b, int depth)
    {
        var exception = new ExceptionDetails { Type = a, Message = b, OccurredAt = SomeTicket.Noon, StackTrace = string.Join('\n', Enumerable.Repeat(a[..Math.Min(a.Length, 80)], 100)) };
        for (var i = 0; i < depth; i++)
        {
            exception = exception with { Message = b[..Math.Min(b.Length, 200)], Inner = [exception] };
        }

        return exception;
    }

    private static long SizeOf(TicketMessage message) =>
        Encoding.UTF8.GetByteCount(message.Text) + Encoding.UTF8.GetByteCount(message.Html) + message.Json.Length + message.Attachments.Sum(a => (long)a.Content.Length);

    private static void AssertEssentials(ResolvedTicket ticket, FrozenTicket frozen)
    {
        var json = JsonNode.Parse(frozen.Message.Json.Span)!.AsObject();
        var text = frozen.Message.Text;
        Assert.StartsWith(ticket.Summary, text, StringComparison.Ordinal);
        Assert.Contains("Reference    lusab-babad-gutih", text, StringComparison.Ordinal);
        Assert.Contains("2026-11-23 19:55:00 UTC", text, StringComparison.Ordinal);
        Assert.Contains("Submitted    2026-11-23 20:00:00 UTC", text, StringComparison.Ordinal);
        Assert.Contains("   the-first-user", text, StringComparison.Ordinal);
        Assert.Contains($"<{ticket.Contact!.Email}>", text, StringComparison.Ordinal);
        Assert.Contains("the-first-user", frozen.Message.Html, StringComparison.Ordinal);
        Assert.Equal((ticket.OccurredAt, ticket.SubmittedAt), (json["occurredAt"]!.GetValue<DateTimeOffset>(), json["submittedAt"]!.GetValue<DateTimeOffset>()));
        Assert.StartsWith("the-first-user", json["userIds"]![0]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal(5, json["asked"]!.AsArray().Count);
    }

    private static void AssertInOrder(IReadOnlyList<string> cut)
    {
        var at = -1;
        foreach (var note in cut)
        {
            var next = Array.FindIndex(Order, at + 1, step => note.Contains(step, StringComparison.Ordinal));
            Assert.True(next > at, $"\"{note}\" stands out of order after step {at}: {string.Join(" | ", cut)}");
            at = next;
        }
    }

    private static void AssertSaid(FrozenTicket frozen)
    {
        var said = JsonNode.Parse(frozen.Message.Json.Span)!["cut"]!.AsArray().Select(note => note!.GetValue<string>());
        Assert.Equal(frozen.Cut.Select(Encodable), said);
        Assert.Equal(frozen.Cut.Count > 0, frozen.Message.Text.Contains("\nCUT SO THAT THIS MESSAGE FITS\n", StringComparison.Ordinal));
        Assert.All(frozen.Cut, note => Assert.Contains("   " + note.ReplaceLineEndings("\n   "), frozen.Message.Text, StringComparison.Ordinal));
    }

    private static string Encodable(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
}

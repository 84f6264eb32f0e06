using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using SupportSdk.Rendering;
using SupportSdk.Tests.Doubles;

namespace SupportSdk.Tests.Rendering;

/// <summary>diagnostics.json, read by another reader than the one that wrote it.</summary>
public sealed class TicketDocumentTests
{
    private static readonly JsonObject Document = Read(SomeTicket.Freeze(SomeTicket.Full));

    [Fact]
    public void Json_OfAFullTicket_HoldsEveryFact()
    {
        Assert.Equal("supportsdk.diagnostics/1", Text("schema"));
        Assert.Equal("lusab-babad-gutih", Text("id"));
        Assert.Equal(SomeTicket.Noon, Document["submittedAt"]!.GetValue<DateTimeOffset>());
        Assert.Equal(TimeSpan.FromHours(1), Document["occurredAt"]!.GetValue<DateTimeOffset>().Offset);
        Assert.Equal("Since this morning.\nWe expect an order.", Text("description"));
        Assert.Equal(["user-1", "user-2"], Document["userIds"]!.AsArray().Select(id => id!.GetValue<string>()));
        Assert.Equal("33333333-3333-3333-3333-333333333333", Document["executions"]![0]!["executionId"]!.GetValue<string>());
        Assert.Equal((500, "41070", "req-1"), (Document["apiErrors"]![0]!["statusCode"]!.GetValue<int>(), Document["apiErrors"]![0]!["code"]!.GetValue<string>(), Document["apiErrors"]![0]!["requestId"]!.GetValue<string>()));
        Assert.Equal("disk", Document["exceptions"]![0]!["inner"]![0]!["message"]!.GetValue<string>());
        Assert.Equal(2, Document["dropped"]!["scope-full"]!.GetValue<long>());
        Assert.Equal("trace.txt", Document["attachmentNames"]![0]!.GetValue<string>());
    }

    [Theory]
    [InlineData("requestedPriority", "Normal")]
    [InlineData("impact", "SingleUser")]
    [InlineData("environment", "Production")]
    [InlineData("supportLevel", "Pro")]
    public void Json_Enums_AreWords(string name, string word) => Assert.Equal(word, Text(name));

    [Fact]
    public void Json_Asked_ListsTheFiveItemsWithTheirStates()
    {
        var asked = Read(SomeTicket.Freeze(SomeTicket.Bare with { AffectsEndUser = false, OccurredAt = SomeTicket.Noon, Collectors = DiagnosticCollectors.Http }))["asked"]!.AsArray();

        Assert.Equal([1, 2, 3, 4, 5], asked.Select(item => item!["number"]!.GetValue<int>()));
        Assert.Equal(["Given", "NoneSeen", "NotCollected", "NoneSeen", "DoesNotApply"], asked.Select(item => item!["state"]!.GetValue<string>()));
    }

    [Fact]
    public void Json_EveryName_IsCamelCase()
    {
        var filler = new Filler(_ => "text");
        var ticket = filler.Make<ResolvedTicket>() with { Dropped = new Dictionary<string, long> { ["a-reason"] = 1 }, Logs = SomeTicket.Full.Logs };
        var names = Names(Read(TicketRenderer.Freeze(ticket, filler.Make<TicketDecisions>(), int.MaxValue))).Distinct().Where(name => name != "a-reason").ToArray();

        Assert.True(names.Length > 50, $"only {names.Length} names");
        Assert.All(names, name => Assert.Matches("^[a-z][a-zA-Z]*$", name));
    }

    [Fact]
    public void Json_HostileText_ParsesBackToTheSameText()
    {
        const string Hostile = "<script>alert('x')</script> \"quoted\" \\ \u0001 \u2028 \ud83d\ude00 </pre> ]]> --";

        var document = Read(SomeTicket.Freeze(SomeTicket.Full with { Summary = Hostile, UserIds = [Hostile], ApiErrors = [SomeTicket.Full.ApiErrors[0] with { Message = Hostile }] }));

        Assert.Equal((Hostile, Hostile, Hostile), (document["summary"]!.GetValue<string>(), document["userIds"]![0]!.GetValue<string>(), document["apiErrors"]![0]!["message"]!.GetValue<string>()));
    }

    private static string Text(string name) => Document[name]!.GetValue<string>();

    private static JsonObject Read(FrozenTicket frozen) => JsonNode.Parse(
        new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(frozen.Message.Json.Span), null, new JsonDocumentOptions { AllowTrailingCommas = false, CommentHandling = JsonCommentHandling.Disallow })!.AsObject();

    private static IEnumerable<string> Names(JsonNode? node) => node switch
    {
        JsonObject o => o.SelectMany(pair => Names(pair.Value).Prepend(pair.Key)),
        JsonArray a => a.SelectMany(Names),
        _ => [],
    };
}

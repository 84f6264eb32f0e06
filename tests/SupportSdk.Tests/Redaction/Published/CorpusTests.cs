using System.Text;
using SupportSdk.Redaction;
using SupportSdk.Tests.Doubles;

namespace SupportSdk.Tests.Redaction.Published;

/// <summary>Secrets made after published descriptions, in every wrapping and every place of a ticket, with default settings: none gets out.</summary>
public sealed class CorpusTests
{
    private static readonly Redactor Redactor = new(new RedactionOptions());

    public static TheoryData<int> Seeds => [1, 2, 3];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Text_PublishedFormatInAnyWrapping_IsMaskedAndSettled(int seed)
    {
        var random = new Random(seed);
        var leaks = new List<string>();
        foreach (var (format, wrapping, text, hidden) in Cases(random))
        {
            string clean = Redactor.Text(text);
            if (clean.Contains(hidden, StringComparison.Ordinal)) leaks.Add($"{format} {wrapping}: {clean}");
            Assert.Same(clean, Redactor.Text(clean));
        }
        Assert.Empty(leaks);
    }

    [Fact]
    public async Task PrepareAsync_PublishedFormatInAnyPlace_ReachesNoSink()
    {
        await using var client = TestClient.Create(new RecordingChannel { MaxBytes = 50_000_000 });
        var leaks = new List<string>();
        foreach (var (format, wrapping, text, hidden) in Cases(new Random(11)))
        {
            var prepared = await client.PrepareAsync(Ticket(text), TestContext.Current.CancellationToken);
            foreach (var (sink, sent) in new[] { ("text", prepared.Text), ("html", prepared.Html), ("json", Encoding.UTF8.GetString(prepared.Json.Span)), ("ToString", prepared.ToString()) })
            {
                if (sent.Contains(hidden, StringComparison.Ordinal)) leaks.Add($"{format} {wrapping} {sink}");
            }
        }
        Assert.Empty(leaks);
    }

    [Fact]
    public void Cases_Corpus_IsAsLargeAsPromised()
    {
        Assert.True(PublishedFormats.All.Count >= 40);
        Assert.True(Wrapping.All.Count >= 8);
        Assert.All(PublishedFormats.All, format => Assert.StartsWith("https://", format.Source, StringComparison.Ordinal));
    }

    private static IEnumerable<(string Format, string Wrapping, string Text, string Hidden)> Cases(Random random)
    {
        foreach (var format in PublishedFormats.All)
        {
            foreach (var (name, wrap) in Wrapping.All.Where(w => !format.NeedsName || w.Name != "bare"))
            {
                string secret = format.Make(random);
                var (text, hidden) = wrap(format.Name, secret);
                yield return (format.Name, name, text, Core(format, hidden));
            }
        }
    }

    /// <summary>Of an address only the part is secret that is no address.</summary>
    private static string Core(PublishedFormat format, string hidden) => format.Template.StartsWith("https://", StringComparison.Ordinal) ? hidden[^30..^6] : hidden;

    private static SupportTicket Ticket(string text) => TestClient.Ticket with
    {
        Summary = text.ReplaceLineEndings(" ") is { Length: > 200 } ? "long" : text.ReplaceLineEndings(" "),
        Description = text,
        Exception = new InvalidOperationException(text),
        ApiErrors = [TestClient.Ticket.ApiErrors[0] with { Message = text, BodyExcerpt = text, Url = "https://actionkit.useparagon.com/x?q=" + Uri.EscapeDataString(text) }],
        ConsoleErrors = [new ConsoleError { Level = "error", Message = text, OccurredAt = TestClient.Start, Stack = text }],
        Diagnostics = new TicketDiagnostics
        {
            TakenAt = TestClient.Start,
            Scopes = [text],
            Logs = [new CapturedLog { OccurredAt = TestClient.Start, Level = Microsoft.Extensions.Logging.LogLevel.Error, Category = "app", Message = text, LogScopes = [text] }],
        },
    };
}

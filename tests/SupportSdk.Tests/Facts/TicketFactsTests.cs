using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using SupportSdk.Facts;
using SupportSdk.Policy;
using SupportSdk.Redaction;
using SupportSdk.Rendering;
using SupportSdk.Status;
using SupportSdk.Submission;
using SupportSdk.Tests.Capture;
using SupportSdk.Tests.Doubles;

namespace SupportSdk.Tests.Facts;

public sealed class TicketFactsTests : IDisposable
{
    private static readonly string[] AlwaysThere =
        ["What changed", "Clock", "App", "SupportSdk", "Packages", "Runtime", "Operating system", "Container", "Culture", "Time zone", "Processors and memory", "Process", "Thread pool"];

    private readonly string _folder = Directory.CreateTempSubdirectory("supportsdk-facts-").FullName;
    private readonly FakeTimeProvider _clock = new(TestClient.Start);
    private readonly RecordingChannel _channel = new();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task SubmitAsync_Ticket_CarriesTheFactsInEveryPartWithWhatChangedFirst()
    {
        await using var client = TestClient.Create(_channel, clock: _clock);

        await client.SubmitAsync(TestClient.Ticket, TestContext.Current.CancellationToken);

        var message = Assert.Single(_channel.Sent).Message;
        var facts = FactsOf(message);
        Assert.Equal("What changed", facts.First().Key);
        Assert.Empty(AlwaysThere.Except(facts.Keys));
        Assert.All(facts, fact => Assert.Contains($"   {fact.Key}: {fact.Value}\n", message.Text, StringComparison.Ordinal));
        Assert.All(facts, fact => Assert.Contains(WebUtility.HtmlEncode($"{fact.Key}: {fact.Value}"), message.Html, StringComparison.Ordinal));
        Assert.Contains("SURROUNDINGS\n   What changed: ", message.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SubmitAsync_ExpiredTokenAndWrongClock_AreTheFirstThingsToRead()
    {
        await using var server = await LoopbackServer.StartAsync(Answer);
        await using var client = Create(server);
        using var http = new HttpClient(new DiagnosticsHandler(client, CaptureBench.Plain()));
        var exception = await FailAsync(client, http, server.Url, TestClient.Start.AddMinutes(3));

        await client.SubmitAsync(SupportTicket.FromException(exception), TestContext.Current.CancellationToken);

        var facts = FactsOf(Assert.Single(_channel.Sent).Message);
        Assert.StartsWith("the user token had expired 2 min ", facts["What changed"], StringComparison.Ordinal);
        Assert.Contains($"since the last healthy call to 127.0.0.1:{server.Url.Port} at 2026-11-23 18:00:00 UTC", facts["What changed"], StringComparison.Ordinal);
        Assert.Matches(@"^had expired 2 min before the failed call \(.*, by Paragon's clock\)$", facts["User token"]);
        Assert.StartsWith("WARNING: this machine is 5 min behind Paragon", facts["Clock"], StringComparison.Ordinal);
        Assert.DoesNotContain("eyJ", Encoding.UTF8.GetString(_channel.Sent.Single().Message.Json.Span), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SubmitAsync_TwoUsersFail_EachTicketSpeaksOfItsOwnToken()
    {
        await using var server = await LoopbackServer.StartAsync(Answer);
        await using var client = Create(server);
        using var http = new HttpClient(new DiagnosticsHandler(client, CaptureBench.Plain()));
        var expired = await FailAsync(client, http, server.Url, TestClient.Start.AddMinutes(-10));
        _clock.Advance(TimeSpan.FromMilliseconds(1));
        var valid = await FailAsync(client, http, server.Url, TestClient.Start.AddHours(9));

        await client.SubmitAsync(SupportTicket.FromException(expired), TestContext.Current.CancellationToken);
        await client.SubmitAsync(SupportTicket.FromException(valid), TestContext.Current.CancellationToken);
        await client.SubmitAsync(TestClient.Ticket, TestContext.Current.CancellationToken);

        var facts = _channel.Sent.Select(s => FactsOf(s.Message)).ToArray();
        Assert.StartsWith("had expired", facts[0]["User token"], StringComparison.Ordinal);
        Assert.StartsWith("valid for 8 h", facts[1]["User token"], StringComparison.Ordinal);
        Assert.DoesNotContain("User token", facts[2].Keys);
        Assert.Contains("the capture saw no failed call of this ticket", facts[2]["What changed"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task SubmitAsync_AfterADeployment_SaysWhatIsNewSinceTheEarlierRun()
    {
        var path = Path.Combine(_folder, "health.json");
        await using var server = await LoopbackServer.StartAsync(Answer);
        await using (var before = Create(server, path))
        {
            using var healthy = new HttpClient(new DiagnosticsHandler(before, CaptureBench.Plain()));
            using var response = await healthy.GetAsync(new Uri(server.Url, "/ok"), TestContext.Current.CancellationToken);
        }

        var stored = await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(path, stored.Replace(RuntimeInformation.FrameworkDescription, ".NET 7.0.1", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        _clock.Advance(TimeSpan.FromDays(3));
        await using var client = Create(server, path);
        using var http = new HttpClient(new DiagnosticsHandler(client, CaptureBench.Plain()));
        var exception = await FailAsync(client, http, server.Url, TestClient.Start.AddDays(4), healthyBefore: false);

        await client.SubmitAsync(SupportTicket.FromException(exception), TestContext.Current.CancellationToken);

        Assert.StartsWith(
            $"the runtime .NET 7.0.1 -> {RuntimeInformation.FrameworkDescription}, since the last healthy call to 127.0.0.1:{server.Url.Port} at 2026-11-23 18:00:00 UTC, in an earlier run",
            FactsOf(Assert.Single(_channel.Sent).Message)["What changed"],
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task FinishAsync_ByALaterRun_KeepsTheFactsOfTheProcessThatFailed()
    {
        var failedRun = new FactBench(new MemoryFact("App", isConstant: true, () => "Acme 1.2"), new WaitingFact("Time zone", () => "of the failed run"));
        var laterRun = new FactBench(new MemoryFact("App", isConstant: true, () => "Acme 1.3"), new WaitingFact("Time zone", () => "of the later run"));
        var accepted = Ticket(failedRun);

        var finished = await Finisher(failedRun).FinishAsync(accepted, TestContext.Current.CancellationToken);
        var resumed = await Finisher(laterRun).FinishAsync(TicketBytes.ReadResolved(TicketBytes.Write(accepted)), TestContext.Current.CancellationToken);

        Assert.Equal(new() { ["App"] = "Acme 1.2", ["Time zone"] = "of the failed run" }, FactsOf(finished.Message));
        Assert.Equal(new() { ["App"] = "Acme 1.2", ["Time zone"] = "(not read before the app ended)" }, FactsOf(resumed.Message));
        Assert.Equal(0, laterRun.TimesMade);
    }

    [Fact]
    public async Task FinishAsync_ByALaterRunThatHasTicketsOfItsOwn_KeepsTheFactsOfTheProcessThatFailed()
    {
        var failedRun = new FactBench(new WaitingFact("Time zone", () => "of the failed run"));
        var laterRun = new FactBench(new WaitingFact("Time zone", () => "of the later run"));
        var stored = TicketBytes.Write(Ticket(failedRun));
        var own = await Finisher(laterRun).FinishAsync(Ticket(laterRun), TestContext.Current.CancellationToken);

        var resumed = await Finisher(laterRun).FinishAsync(TicketBytes.ReadResolved(stored), TestContext.Current.CancellationToken);

        Assert.Equal(("of the later run", "(not read before the app ended)"), (FactsOf(own.Message)["Time zone"], FactsOf(resumed.Message)["Time zone"]));
    }

    [Fact]
    public async Task FinishAsync_FactsAndStatusHang_TakesTheLongerOfBothAndNotTheirSum()
    {
        var bench = new FactBench(new HangingFact("Hung"));
        var feed = new FixedStatus(_ => new TaskCompletionSource<StatusSnapshot>().Task);

        var finishing = Finisher(bench, feed).FinishAsync(Ticket(bench), TestContext.Current.CancellationToken);
        bench.Clock.Advance(Settings.StatusBudget - TimeSpan.FromMilliseconds(1));
        Assert.False(finishing.IsCompleted);
        bench.Clock.Advance(TimeSpan.FromMilliseconds(1));

        Assert.Equal("(no answer within 0.5 s)", FactsOf((await finishing).Message)["Hung"]);
    }

    [Fact]
    public async Task SubmitAsync_SecretsAndNamesAllAround_NoneIsInTheFacts()
    {
        const string Secret = "planted-secret-4711";
        var path = Path.Combine(_folder, Secret, "health.json"); // It cannot be written: the reason must not name it.
        string[] variables = ["PARAGON_SIGNING_KEY", "AWS_SECRET_ACCESS_KEY_TEST", "ConnectionStrings__Main", "POD_NAME_TEST", "AZURE_CLIENT_SECRET_TEST"];
        foreach (var variable in variables)
        {
            Environment.SetEnvironmentVariable(variable, Secret);
        }

        await using var server = await LoopbackServer.StartAsync(Answer);
        await using var client = Create(server, path);
        using var http = new HttpClient(new DiagnosticsHandler(client, CaptureBench.Plain()));
        var exception = await FailAsync(client, http, new Uri(server.Url, $"/{Secret}?token={Secret}"), TestClient.Start.AddHours(1));

        await client.SubmitAsync(SupportTicket.FromException(exception), TestContext.Current.CancellationToken);

        Array.ForEach(variables, v => Environment.SetEnvironmentVariable(v, null));
        var facts = string.Join('\n', FactsOf(Assert.Single(_channel.Sent).Message));
        string[] secrets =
        [
            Secret, Environment.MachineName, Environment.UserName, AppContext.BaseDirectory, Environment.CurrentDirectory, _folder,
            .. Environment.GetCommandLineArgs().Skip(1), Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), "user-7",
        ];
        Assert.All(secrets.Where(s => s.Length > 3), secret => Assert.DoesNotContain(secret, facts, StringComparison.OrdinalIgnoreCase));
    }

    private SupportClient Create(LoopbackServer server, string? baselinePath = null) => TestClient.Create(
        _channel,
        builder => builder.Configure(options =>
        {
            options.Paragon.Hosts.Clear();
            options.Paragon.Hosts.Add(server.Url.Authority);
            options.Facts.BaselinePath = baselinePath;
        }),
        clock: _clock);

    // A healthy call, then one that Paragon refuses, with a token that ends at an instant.
    private static async Task<HttpRequestException> FailAsync(SupportClient client, HttpClient http, Uri address, DateTimeOffset tokenEnds, bool healthyBefore = true) =>
        await Assert.ThrowsAsync<HttpRequestException>(() => client.RunAsync("sync", async _ =>
        {
            if (healthyBefore)
            {
                using var ok = await http.GetAsync(new Uri(address, "/ok"), TestContext.Current.CancellationToken);
            }

            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            var token = Tokens.Of(string.Create(CultureInfo.InvariantCulture, $$"""{"sub":"user-7","exp":{{tokenEnds.ToUnixTimeSeconds()}}}"""));
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
            using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
            response.EnsureSuccessStatusCode();
        }));

    // Its clock is five minutes ahead of the app's machine.
    private static Task Answer(HttpContext context)
    {
        context.Response.Headers.Date = TestClient.Start.AddMinutes(5).ToString("r", CultureInfo.InvariantCulture);
        context.Response.StatusCode = context.Request.Path == "/ok" ? 200 : 401;
        return Task.CompletedTask;
    }

    private static TicketFinisher Finisher(FactBench bench, IStatusFeed? feed = null) =>
        new(
            Settings, feed ?? FixedStatus.Quiet, new StatusCleaner(new Redactor(new RedactionOptions())), new ExecutionLookup(null, Settings, bench.Losses, bench.Clock),
            bench.Collector, bench.Losses, bench.Clock, NullLogger<TicketFinisher>.Instance);

    private static ResolvedTicket Ticket(FactBench bench) =>
        new() { Id = TicketId.Create(), SubmittedAt = TestClient.Start, Summary = "It fails", Facts = bench.Collector.Now([]) };

    private static SubmissionSettings Settings { get; } = new()
    {
        Level = SupportLevel.Pro,
        Policy = SupportPolicy.Paragon,
        Environment = DeploymentEnvironment.Production,
        MaxAttachmentBytes = 1_000_000,
        StatusBudget = TimeSpan.FromSeconds(2),
        MaxTicketBytes = 1_000_000,
    };

    private static Dictionary<string, string> FactsOf(TicketMessage message)
    {
        using var document = JsonDocument.Parse(message.Json);
        return document.RootElement.GetProperty("facts").EnumerateArray().ToDictionary(
            fact => fact.GetProperty("name").GetString()!,
            fact => fact.TryGetProperty("value", out var value) ? value.GetString()! : $"({fact.GetProperty("problem").GetString()})");
    }
}

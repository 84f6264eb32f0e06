using System.Text.Json;
using MimeKit;

namespace ConsoleApp.Tests;

/// <summary>The facts of a ticket as a user's app sends them: from a process whose environment, arguments and folder hold secrets, and from one that crashed.</summary>
public sealed class FactsTests : IDisposable
{
    private const string Secret = "planted-4711-secret";

    private static readonly string[] Planted = ["SUPPORTSDK_TEST_API_KEY", "SUPPORTSDK_TEST_PATH", "ConnectionStrings__SupportSdkTest"];

    private readonly SampleRun _sample = new();

    public FactsTests() => Array.ForEach(Planted, name => Environment.SetEnvironmentVariable(name, Secret)); // The sample's process inherits them.

    public void Dispose()
    {
        Array.ForEach(Planted, name => Environment.SetEnvironmentVariable(name, null));
        _sample.Dispose();
    }

    [Fact]
    public async Task Run_SecretsAllAround_FactsHoldNoneAndNoName()
    {
        var outbox = Path.Combine(_sample.Folder, $"{Secret}.db");

        var (code, output) = await _sample.RunAsync("--outbox", outbox);

        Assert.True(code == 0, output);
        var facts = Facts(Assert.Single(_sample.Mails));
        Assert.StartsWith("ConsoleApp ", facts["App"], StringComparison.Ordinal);
        string[] secrets = [Secret, Environment.MachineName, Environment.UserName, _sample.Folder, AppContext.BaseDirectory, Environment.GetFolderPath(Environment.SpecialFolder.UserProfile)];
        Assert.All(secrets.Where(s => s.Length > 4), secret => Assert.DoesNotContain(secret, string.Join('\n', facts), StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Run_CallsFail_SaysWhatChangedFirstAndComparesTheClocks()
    {
        var (code, output) = await _sample.RunAsync();

        Assert.True(code == 0, output);
        var facts = Facts(Assert.Single(_sample.Mails));
        Assert.Equal("What changed", facts.Keys.First());
        Assert.Contains("no healthy call to Paragon is known in this run", facts["What changed"], StringComparison.Ordinal);
        Assert.DoesNotContain("not compared", facts["Clock"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_Crash_FactsAreThoseOfTheProcessThatCrashed()
    {
        await _sample.RunAsync("--crash");
        await _sample.RunAsync();

        var crashed = Facts(_sample.Mails.Single(mail => MimeMessage.Load(mail, TestContext.Current.CancellationToken).TextBody!.Contains("written while the app crashed", StringComparison.Ordinal)));
        Assert.StartsWith("ConsoleApp ", crashed["App"], StringComparison.Ordinal);
        Assert.Equal(("(not read before the app ended)", "(not read before the app ended)"), (crashed["Time zone"], crashed["Process"]));
    }

    private static Dictionary<string, string> Facts(string mail)
    {
        var json = MimeMessage.Load(mail, TestContext.Current.CancellationToken).BodyParts.OfType<MimePart>().Single(p => p.FileName == "diagnostics.json");
        using var bytes = new MemoryStream();
        json.Content!.DecodeTo(bytes, TestContext.Current.CancellationToken);
        using var document = JsonDocument.Parse(bytes.ToArray());
        return document.RootElement.GetProperty("facts").EnumerateArray().ToDictionary(
            fact => fact.GetProperty("name").GetString()!,
            fact => fact.TryGetProperty("value", out var value) ? value.GetString()! : $"({fact.GetProperty("problem").GetString()})");
    }
}

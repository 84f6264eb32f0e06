using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using MimeKit;
using static ConsoleApp.Tests.SampleRun;

namespace ConsoleApp.Tests;

public sealed class SampleTests : IDisposable
{
    private static readonly string[] Options = ["--smtp", "--status", "--outbox", "--level", "--crash", "--help"];

    private readonly SampleRun _sample = new();

    public void Dispose() => _sample.Dispose();

    [Fact]
    public async Task Run_Plain_WritesAMailWithEveryIdAndNoToken()
    {
        var (code, output) = await _sample.RunAsync();

        Assert.Equal(0, code);
        var mail = MimeMessage.Load(Assert.Single(_sample.Mails), TestContext.Current.CancellationToken);
        var parts = mail.BodyParts.OfType<MimePart>().Select(Decoded).ToArray();
        Assert.Equal(3, parts.Length);
        foreach (var id in new[] { Shown(output, "User ID"), Shown(output, "Execution ID"), Shown(output, "Request ID") })
        {
            Assert.All(parts, part => Assert.Contains(id, part, StringComparison.Ordinal));
        }

        Assert.All(parts, part => Assert.Contains("Elevated errors in ActionKit", part, StringComparison.Ordinal));
        Assert.All(parts.Append(output), text => Assert.DoesNotContain("eyJ", text, StringComparison.Ordinal));
        Assert.DoesNotMatch(Token(), _sample.Everything());
        Assert.Contains(Shown(output, "Ticket"), mail.Subject!, StringComparison.Ordinal);
        Assert.Contains("Delivered", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_Plain_TellsWhatTheAppLoggedWithoutItsToken()
    {
        await _sample.RunAsync();

        var mail = MimeMessage.Load(Assert.Single(_sample.Mails), TestContext.Current.CancellationToken);
        using var json = JsonDocument.Parse(Decoded(mail.BodyParts.OfType<MimePart>().Single(p => p.FileName == "diagnostics.json")));
        var log = Assert.Single(json.RootElement.GetProperty("logs").EnumerateArray());
        Assert.Contains("ActionKit refused the contact Field", log.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal("Field", log.GetProperty("values").GetProperty("LastName").GetString());
        Assert.Contains("[redacted:", log.GetProperty("values").GetProperty("Authorization").GetString(), StringComparison.Ordinal);
        Assert.Contains("ActionKit refused the contact Field", mail.TextBody!, StringComparison.Ordinal);
        Assert.DoesNotMatch(Token(), _sample.Everything());
    }

    [Fact]
    public async Task Run_Plain_TellsOfTheCallThatNobodyInstrumented()
    {
        var (code, output) = await _sample.RunAsync();

        Assert.Equal((0, "GET me -> 503"), (code, Shown(output, "In the ticket")));
        var mail = MimeMessage.Load(Assert.Single(_sample.Mails), TestContext.Current.CancellationToken);
        using var json = JsonDocument.Parse(Decoded(mail.BodyParts.OfType<MimePart>().Single(p => p.FileName == "diagnostics.json")));
        var error = Assert.Single(json.RootElement.GetProperty("apiErrors").EnumerateArray(), e => e.GetProperty("statusCode").GetInt32() == 503);
        Assert.EndsWith("/sdk/me", error.GetProperty("url").GetString(), StringComparison.Ordinal);
        Assert.Equal("GET", error.GetProperty("method").GetString());
        Assert.Contains("no body was seen", error.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.False(error.TryGetProperty("bodyExcerpt", out var body) && body.ValueKind != JsonValueKind.Null);
        Assert.All(mail.BodyParts.OfType<MimePart>().Select(Decoded), part => Assert.Contains("/sdk/me", part, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_Crash_IsSentAtTheNextStart()
    {
        var (crash, _) = await _sample.RunAsync("--crash");
        Assert.NotEqual(0, crash);
        Assert.Empty(_sample.Mails);

        var (code, _) = await _sample.RunAsync();

        Assert.Equal(0, code);
        Assert.Equal(2, _sample.Mails.Length);
        var texts = _sample.Mails.Select(m => MimeMessage.Load(m, TestContext.Current.CancellationToken).TextBody ?? "").ToArray();
        Assert.Single(texts, text => text.Contains("written while the app crashed", StringComparison.Ordinal));
        Assert.DoesNotMatch(Token(), _sample.Everything());
    }

    [Theory]
    [InlineData("startup", "Startup", "24 business hours")]
    [InlineData("pro", "Pro", "12 business hours")]
    [InlineData("ENTERPRISE", "Enterprise", "8 business hours")]
    public async Task Run_Level_ChangesTheResponse(string level, string shown, string within)
    {
        var (code, output) = await _sample.RunAsync("--level", level);

        Assert.Equal((0, shown, within), (code, Shown(output, "Support level"), Shown(output, "Response within")));
        Assert.Contains($"Level        {shown}, project", MimeMessage.Load(Assert.Single(_sample.Mails), TestContext.Current.CancellationToken).TextBody!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_Outbox_KeepsTicketsInThatFile()
    {
        var file = Path.Combine(_sample.Folder, "elsewhere", "tickets.db");

        var (code, output) = await _sample.RunAsync("--outbox", file);

        Assert.Equal((0, file), (code, Shown(output, "Outbox")));
        Assert.StartsWith("SQLite format 3", Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken)), StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(_sample.Folder, "support-outbox", "support.db")));
    }

    [Fact]
    public async Task Run_Status_AsksThatPage()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0));
        await using var page = builder.Build();
        page.Run(context => context.Response.WriteAsync(
            """{"page":{"id":"p","url":"https://status.example"},"status":{"indicator":"major"},"components":[{"id":"c","name":"Workflows","status":"major_outage"}],"incidents":[{"id":"i","name":"Workflows are stuck","status":"identified","impact":"major"}],"scheduled_maintenances":[]}"""));
        await page.StartAsync(TestContext.Current.CancellationToken);

        var (code, output) = await _sample.RunAsync("--status", page.Urls.First());

        Assert.Equal((0, "Critical"), (code, Shown(output, "Indicator")));
        Assert.Contains("Workflows are stuck", MimeMessage.Load(Assert.Single(_sample.Mails), TestContext.Current.CancellationToken).TextBody!, StringComparison.Ordinal);
        Assert.DoesNotContain("Elevated errors in ActionKit", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_StatusPageIsGone_StillDelivers()
    {
        var (code, output) = await _sample.RunAsync("--status", "http://127.0.0.1:1");

        Assert.Equal(0, code);
        Assert.Contains("Unknown", output, StringComparison.Ordinal);
        Assert.Single(_sample.Mails);
    }

    [Theory]
    [InlineData("--level", "gold")]
    [InlineData("--nonsense", "x")]
    [InlineData("--smtp", "nowhere")]
    [InlineData("--smtp", "localhost:0")]
    [InlineData("--smtp", "smtp.customer.example:587")]
    [InlineData("--status", "ftp://status.example")]
    [InlineData("--outbox", "/")]
    [InlineData("--outbox", "--crash")]
    public async Task Run_BadArgument_NamesItAndEndsWith2(string option, string value)
    {
        var (code, output) = await _sample.RunAsync(option, value);

        Assert.Equal(2, code);
        Assert.Contains(option, output, StringComparison.Ordinal);
        Assert.Empty(_sample.Mails);
    }

    [Fact]
    public async Task Run_Help_ListsEveryOption()
    {
        var (code, output) = await _sample.RunAsync("--help");

        Assert.Equal(0, code);
        Assert.All(Options, option => Assert.Contains(option, output, StringComparison.Ordinal));
    }

    private static string Decoded(MimePart part)
    {
        using var bytes = new MemoryStream();
        part.Content!.DecodeTo(bytes);
        return Encoding.UTF8.GetString(bytes.ToArray());
    }
}

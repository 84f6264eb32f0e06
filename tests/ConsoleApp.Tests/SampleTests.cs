using System.Text;
using System.Text.RegularExpressions;
using MimeKit;

namespace ConsoleApp.Tests;

public sealed partial class SampleTests : IDisposable
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
        Assert.DoesNotMatch(Token(), Everything());
        Assert.Contains(Shown(output, "Ticket"), mail.Subject!, StringComparison.Ordinal);
        Assert.Contains("Delivered", output, StringComparison.Ordinal);
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
        Assert.DoesNotMatch(Token(), Everything());
    }

    [Fact]
    public async Task Run_Level_ChangesTheResponse()
    {
        var (_, output) = await _sample.RunAsync("--level", "enterprise");

        Assert.Equal("8 business hours", Shown(output, "Response within"));
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

    private static string Shown(string output, string name) =>
        Value().Matches(output).First(m => m.Groups["name"].Value == name).Groups["value"].Value.Trim();

    private static string Decoded(MimePart part)
    {
        using var bytes = new MemoryStream();
        part.Content!.DecodeTo(bytes);
        return Encoding.UTF8.GetString(bytes.ToArray());
    }

    private string Everything() =>
        string.Concat(Directory.GetFiles(_sample.Folder, "*", SearchOption.AllDirectories).Select(f => Encoding.Latin1.GetString(File.ReadAllBytes(f))));

    // The dot tells a token from the base64 of a JSON part, which begins alike.
    [GeneratedRegex(@"eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}")]
    private static partial Regex Token();

    [GeneratedRegex(@"^  (?<name>[A-Z][A-Za-z ]+?) {2,}(?<value>\S.*)$", RegexOptions.Multiline)]
    private static partial Regex Value();
}

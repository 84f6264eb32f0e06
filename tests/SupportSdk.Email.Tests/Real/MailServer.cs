using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace SupportSdk.Email.Tests.Real;

/// <summary>Debian's aiosmtpd or npm's smtp-server in a process of its own, on a loopback port that the system chose.</summary>
internal sealed class MailServer : IAsyncDisposable
{
    private readonly TemporaryFolder _folder;
    private readonly Process _process;
    private int _mails;

    private MailServer(TemporaryFolder folder, Process process, int port) => (_folder, _process, Port) = (folder, process, port);

    public int Port { get; }

    public static Task<MailServer> StartAsync(ServerSettings? settings = null)
    {
        RequiresReal.AioSmtpd();
        return StartAsync(RequiresReal.Python, [Script("smtp_server.py")], settings);
    }

    /// <summary>npm's smtp-server, which knows fewer settings: no faults.</summary>
    public static Task<MailServer> StartNodeAsync(ServerSettings? settings = null) =>
        StartAsync("node", [Script("smtp_server.cjs"), RequiresReal.SmtpServer()], settings);

    public EmailOptions Options(Action<EmailOptions>? change = null)
    {
        var options = new EmailOptions { Host = "127.0.0.1", Port = Port, Security = EmailSecurity.None, From = "app@customer.example" };
        change?.Invoke(options);
        return options;
    }

    public IReadOnlyList<string> Mails => [.. Directory.GetFiles(_folder.Path, "*.eml").Order()];

    /// <summary>Waits until the server has the next mail, before it replies.</summary>
    public async Task<string> NextMailAsync()
    {
        Assert.Equal($"MAIL {++_mails}", await _process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken));
        return _folder[$"{_mails}.eml"];
    }

    /// <summary>Waits until the server, set to hang there, was told to quit.</summary>
    public async Task QuitAsync()
    {
        await NextMailAsync();
        Assert.Equal("QUIT", await _process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken));
    }

    private static string Script(string name) => Path.Combine(AppContext.BaseDirectory, "servers", name);

    private static async Task<MailServer> StartAsync(string program, string[] command, ServerSettings? settings)
    {
        var folder = new TemporaryFolder();
        var arguments = JsonSerializer.Serialize((settings ?? new()) with { Folder = folder.Path });
        var process = Process.Start(new ProcessStartInfo(program, [.. command, arguments]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        var line = await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
        Assert.StartsWith("READY ", line);
        return new MailServer(folder, process, int.Parse(line![6..], CultureInfo.InvariantCulture));
    }

    public JsonElement Envelope(int mail = 1) => JsonDocument.Parse(File.ReadAllBytes(_folder[$"{mail}.json"])).RootElement;

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync(CancellationToken.None);
        _process.Dispose();
        _folder.Dispose();
    }
}

using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace SupportSdk.Email.Tests.Real;

/// <summary>A postfix of its own: configuration, queue, log and mailbox in a temporary folder, on a loopback port. The machine's own postfix, if there is one, is neither read nor touched.</summary>
internal sealed class PostfixServer : IAsyncDisposable
{
    private const string Mailbox = "inbox";

    private readonly TemporaryFolder _folder;
    private readonly Process _process;

    private PostfixServer(TemporaryFolder folder, Process process, int port) => (_folder, _process, Port) = (folder, process, port);

    public int Port { get; }

    public string Log => File.ReadAllText(_folder["maillog"]);

    /// <summary>The files of the Maildir, the oldest first.</summary>
    public IReadOnlyList<string> Mails => [.. Directory.GetFiles(Path.Combine(_folder["mail"], Mailbox, "new")).Order()];

    public static async Task<PostfixServer> StartAsync((string Certificate, string Key)? tls = null, params string[] settings)
    {
        RequiresReal.Postfix();
        var folder = new TemporaryFolder();
        var port = FreePort();
        await WriteAsync(folder, port, tls, settings);
        var process = Process.Start(new ProcessStartInfo("/usr/sbin/postfix", ["-c", folder["etc"], "start-fg"]) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        var server = new PostfixServer(folder, process, port);
        await server.ReadyAsync();
        return server;
    }

    public EmailOptions Options(Action<EmailOptions>? change = null)
    {
        var options = new EmailOptions { Host = "127.0.0.1", Port = Port, Security = EmailSecurity.None, From = "app@customer.example" };
        change?.Invoke(options);
        return options;
    }

    /// <summary>Waits until so many mails lie in the mailbox: postfix has acknowledged them before.</summary>
    public async Task<IReadOnlyList<string>> MailsAsync(int count)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        Directory.CreateDirectory(_folder["mail"]);
        while (!Directory.Exists(Path.Combine(_folder["mail"], Mailbox, "new")) || Mails.Count < count)
            await Task.Delay(TimeSpan.FromMilliseconds(20), limit.Token);

        return Mails;
    }

    public async ValueTask DisposeAsync()
    {
        using (var stop = Process.Start(new ProcessStartInfo("/usr/sbin/postfix", ["-c", _folder["etc"], "abort"]) { RedirectStandardError = true, RedirectStandardOutput = true })!)
            await stop.WaitForExitAsync(CancellationToken.None);
        await _process.WaitForExitAsync(CancellationToken.None);
        _process.Dispose();
        _folder.Dispose();
    }

    private static async Task WriteAsync(TemporaryFolder folder, int port, (string Certificate, string Key)? tls, string[] settings)
    {
        foreach (var name in new[] { "etc", "spool", "data", "mail" }) Directory.CreateDirectory(folder[name]);
        Open(folder.Path);
        await Run("chown", "postfix", folder["data"]);
        await Run("chown", "nobody", folder["mail"]);
        await File.WriteAllTextAsync(Path.Combine(folder["etc"], "main.cf"), string.Join('\n',
        [
            "compatibility_level = 3.6",
            $"queue_directory = {folder["spool"]}",
            $"data_directory = {folder["data"]}",
            "mail_owner = postfix",
            "setgid_group = postdrop",
            "command_directory = /usr/sbin",
            "daemon_directory = /usr/lib/postfix/sbin",
            "maillog_file = " + folder["maillog"],
            "maillog_file_prefixes = " + folder.Path,
            "inet_interfaces = 127.0.0.1",
            "inet_protocols = ipv4",
            "myhostname = postfix.example",
            "mydestination =",
            "alias_maps =",
            "mynetworks = 127.0.0.0/8",
            "virtual_mailbox_domains = useparagon.com",
            $"virtual_mailbox_maps = inline:{{ support@useparagon.com={Mailbox}/ }}",
            $"virtual_mailbox_base = {folder["mail"]}",
            "virtual_uid_maps = static:65534",
            "virtual_gid_maps = static:65534",
            .. tls is { } files ? new[] { $"smtpd_tls_cert_file = {files.Certificate}", $"smtpd_tls_key_file = {files.Key}", "smtpd_tls_security_level = encrypt" } : [],
            .. settings,
            "",
        ]));
        await File.WriteAllTextAsync(Path.Combine(folder["etc"], "master.cf"), string.Join('\n', Services(port)));
    }

    private static IEnumerable<string> Services(int port) =>
    [
        string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{port} inet n - n - - smtpd"),
        "cleanup unix n - n - 0 cleanup",
        "qmgr unix n - n 300 1 qmgr",
        "rewrite unix - - n - - trivial-rewrite",
        "tlsmgr unix - - n 1000? 1 tlsmgr",
        "bounce unix - - n - 0 bounce",
        "defer unix - - n - 0 bounce",
        "error unix - - n - - error",
        "virtual unix - n n - - virtual",
        "anvil unix - - n - 1 anvil",
        "proxymap unix - - n - - proxymap",
        "postlog unix-dgram n - n - 1 postlogd",
        "",
    ];

    // Postfix has users of its own, who must reach what is theirs.
    private static void Open(string folder)
    {
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
    }

    private static async Task Run(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, process.ExitCode);
    }

    // Postfix takes a number only, so the system chooses one that is free now.
    private static int FreePort()
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    private async Task ReadyAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync(IPAddress.Loopback, Port, limit.Token);
                return;
            }
            catch (SocketException) when (!_process.HasExited)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50), limit.Token);
            }
            catch (SocketException)
            {
                Assert.Fail("postfix has ended: " + (File.Exists(_folder["maillog"]) ? Log : await _process.StandardError.ReadToEndAsync(CancellationToken.None)));
            }
        }
    }
}

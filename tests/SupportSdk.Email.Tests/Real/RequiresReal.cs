using System.Diagnostics;

namespace SupportSdk.Email.Tests.Real;

/// <summary>A missing real server skips a test by name at home, and fails it in CI.</summary>
internal static class RequiresReal
{
    /// <summary>Debian's interpreter: another python3 on the path may lack Debian's packages.</summary>
    public const string Python = "/usr/bin/python3";

    public static void AioSmtpd() => Need("python3-aiosmtpd", Python, "-c", "import aiosmtpd");

    public static void OpenSsl() => Need("openssl", "openssl", "version");

    /// <summary>postfix starts and stops as root only, and drops its rights by itself.</summary>
    public static void Postfix() => Need("postfix, and root to start it,", "sh", "-c", "test -x /usr/sbin/postfix && test -x /usr/lib/postfix/sbin/master && test $(id -u) = 0");

    /// <summary>The folder into which tests/run.sh has npm install smtp-server.</summary>
    public static string SmtpServer()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "SupportSdk.sln"))) root = root.Parent;
        var folder = Path.Combine(root?.FullName ?? "", "artifacts", "node");
        Need("npm's smtp-server (tests/run.sh installs it)", "node", "-e", "require(require.resolve('smtp-server', { paths: [process.argv[1]] }))", folder);
        return folder;
    }

    private static void Need(string package, string program, params string[] arguments)
    {
        if (Runs(program, arguments)) return;
        Assert.SkipWhen(Environment.GetEnvironmentVariable("CI") != "true", $"{package} is not installed");
        Assert.Fail($"CI needs {package}: install it.");
    }

    private static bool Runs(string program, string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true });
            process!.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}

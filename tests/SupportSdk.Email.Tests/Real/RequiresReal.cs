using System.Diagnostics;

namespace SupportSdk.Email.Tests.Real;

/// <summary>A missing real server skips a test by name at home, and fails it in CI.</summary>
internal static class RequiresReal
{
    /// <summary>Debian's interpreter: another python3 on the path may lack Debian's packages.</summary>
    public const string Python = "/usr/bin/python3";

    public static void AioSmtpd() => Need("python3-aiosmtpd", Python, "-c", "import aiosmtpd");

    public static void OpenSsl() => Need("openssl", "openssl", "version");

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

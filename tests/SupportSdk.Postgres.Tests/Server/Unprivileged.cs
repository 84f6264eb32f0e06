using System.Diagnostics;

namespace SupportSdk.Postgres.Tests.Server;

/// <summary>Runs programs that refuse to run as root; and says where PostgreSQL's are.</summary>
internal static class Unprivileged
{
    /// <summary>Where Debian puts initdb and pg_ctl, which are on nobody's path; null where there are none.</summary>
    public static string? PostgresBin { get; } = FindBin();

    private static string? User { get; } = Environment.IsPrivilegedProcess ? File.ReadLines("/etc/passwd").Any(line => line.StartsWith("postgres:", StringComparison.Ordinal)) ? "postgres" : "nobody" : null;

    public static void NeedPostgres() => Need("postgresql", PostgresBin is not null);

    public static void NeedPgBouncer() => Need("pgbouncer", File.Exists("/usr/sbin/pgbouncer"));

    /// <summary>A folder that the user of <see cref="Start"/> owns.</summary>
    public static string CreateFolder()
    {
        var folder = Directory.CreateTempSubdirectory("support-pg-").FullName;
        if (User is not null)
        {
            using var chown = Process.Start("chown", [User, folder]);
            chown.WaitForExit();
        }

        return folder;
    }

    public static Process Start(params string[] command)
    {
        string[] whole = User is null ? command : ["runuser", "-u", User, "--", .. command];
        return Process.Start(new ProcessStartInfo(whole[0], whole[1..]) { RedirectStandardInput = true, RedirectStandardOutput = true, WorkingDirectory = "/" })!;
    }

    public static async Task RunAsync(params string[] command)
    {
        using var process = Start(command);
        process.StandardInput.Close();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{command[0]} ended with {process.ExitCode}: {output}");
    }

    private static string? FindBin() => Directory.Exists("/usr/lib/postgresql")
        ? Directory.GetDirectories("/usr/lib/postgresql").Select(version => Path.Combine(version, "bin")).Where(bin => File.Exists(Path.Combine(bin, "initdb"))).Order().LastOrDefault()
        : null;

    // Missing, a test skips by name at home, and fails in CI.
    private static void Need(string package, bool there)
    {
        if (there)
            return;

        Assert.SkipWhen(Environment.GetEnvironmentVariable("CI") != "true", $"{package} is not installed");
        Assert.Fail($"CI needs {package}: install it.");
    }
}

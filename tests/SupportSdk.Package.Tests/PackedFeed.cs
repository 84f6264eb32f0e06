using System.IO.Compression;
using System.Text.RegularExpressions;

namespace SupportSdk.Package.Tests;

/// <summary>The package as it is shipped, in a folder that serves as a feed, and four projects of users that take it from there.</summary>
public sealed partial class PackedFeed : IAsyncLifetime
{
    public const string Version = "0.1.0-packed";

    private readonly string _folder = Directory.CreateTempSubdirectory("supportsdk-package-").FullName;

    private string Consumers => Path.Combine(_folder, "consumers");

    private static string Configuration => AppContext.BaseDirectory.Contains("release", StringComparison.Ordinal) ? "Release" : "Debug";

    public async ValueTask InitializeAsync()
    {
        var feed = Path.Combine(_folder, "feed");
        var (code, output) = await DotNet.RunAsync(Root(), "pack", "src/SupportSdk/SupportSdk.csproj", "--no-build", "-c", Configuration, "-o", feed, "-p:PackageVersion=" + Version);
        Assert.True(code == 0, output);
        UserProjects.Write(Consumers, feed, Path.Combine(_folder, "packages"), GlobalPackages);
        (code, output) = await DotNet.RunAsync(Consumers, "restore", "All.slnx");
        Assert.True(code == 0, output);
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    /// <summary>The paths in the package.</summary>
    public IReadOnlyList<string> Entries()
    {
        using var package = ZipFile.OpenRead(Path.Combine(_folder, "feed", $"SupportSdk.{Version}.nupkg"));
        return [.. package.Entries.Select(entry => entry.FullName)];
    }

    /// <summary>Builds all four, from scratch: the exit code, and what the rules say, as file, line, severity, id and target.</summary>
    public async Task<(int ExitCode, IReadOnlyList<string> Findings, string Output)> BuildAsync(params string[] arguments)
    {
        var (code, output) = await DotNet.RunAsync(Consumers, ["build", "All.slnx", "--no-restore", "--no-incremental", "-v", "quiet", "-clp:NoSummary", .. arguments]);
        return (code, [.. Finding().Matches(output).Select(ToText).Distinct().Order(StringComparer.Ordinal)], output);
    }

    private static string GlobalPackages => Environment.GetEnvironmentVariable("NUGET_PACKAGES")
        ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");

    private static string ToText(Match match) =>
        $"{Path.GetFileName(match.Groups["file"].Value)}({match.Groups["line"].Value}) {match.Groups["severity"].Value} {match.Groups["id"].Value} {match.Groups["project"].Value}{match.Groups["target"].Value}";

    private static string Root()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "SupportSdk.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException($"No SupportSdk.sln above {AppContext.BaseDirectory}.");
    }

    [GeneratedRegex(@"(?<file>[^\s()]+)\((?<line>\d+),\d+\): (?<severity>warning|error) (?<id>SUP\d{4}|AD0001|CS9057).*\[.*[/\\](?<project>\w+)\.csproj(?<target>::TargetFramework=[\w.]+)?\]")]
    private static partial Regex Finding();
}

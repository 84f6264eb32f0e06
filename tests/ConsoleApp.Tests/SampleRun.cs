using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;

namespace ConsoleApp.Tests;

/// <summary>Runs the built sample as a user does, in a folder of its own.</summary>
internal sealed partial class SampleRun : IDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    public string Folder { get; } = Directory.CreateTempSubdirectory("supportsdk-sample-").FullName;

    public string[] Mails => Directory.Exists(Path.Combine(Folder, "support-outbox")) ? Directory.GetFiles(Path.Combine(Folder, "support-outbox"), "*.eml") : [];

    public async Task<(int Code, string Output)> RunAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { WorkingDirectory = Folder, RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "ConsoleApp.dll"));
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        using var limit = new CancellationTokenSource(Longest);
        var output = process.StandardOutput.ReadToEndAsync(limit.Token);
        var errors = process.StandardError.ReadToEndAsync(limit.Token);
        await process.WaitForExitAsync(limit.Token);
        return (process.ExitCode, await output + await errors);
    }

    /// <summary>The bytes of every file that the run left: mails, outbox, whatever else.</summary>
    public string Everything() =>
        string.Concat(Directory.GetFiles(Folder, "*", SearchOption.AllDirectories).Select(f => Encoding.Latin1.GetString(File.ReadAllBytes(f))));

    /// <summary>The value that the sample printed beside a name.</summary>
    public static string Shown(string output, string name) =>
        Value().Matches(output).First(m => m.Groups["name"].Value == name).Groups["value"].Value.Trim();

    // The dot tells a token from the base64 of a JSON part, which begins alike.
    [GeneratedRegex(@"eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}")]
    public static partial Regex Token();

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    [GeneratedRegex(@"^  (?<name>[A-Z][A-Za-z ]+?) {2,}(?<value>\S.*)$", RegexOptions.Multiline)]
    private static partial Regex Value();
}

using System.Diagnostics;

namespace ConsoleApp.Tests;

/// <summary>Runs the built sample as a user does, in a folder of its own.</summary>
internal sealed class SampleRun : IDisposable
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

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}

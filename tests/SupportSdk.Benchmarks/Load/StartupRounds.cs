using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace SupportSdk.Benchmarks.Load;

/// <summary>Cold starts of a program in each of its variants, in turning order; the first round only fills the page cache.</summary>
internal static class StartupRounds
{
    private static readonly string[] Variants = ["bare", "handler", "control", "support"];
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static async Task<int> RunAsync(string program, int rounds, string output)
    {
        using var server = Children.Start("load-server");
        var port = await server.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The server did not start.");
        var all = new List<StartupResult>();
        for (var round = -1; round < rounds; round++)
        {
            for (var i = 0; i < Variants.Length; i++)
            {
                var variant = Variants[(i + round + 1) % Variants.Length];
                var result = await RunAsync(program, variant, $"http://127.0.0.1:{port}/ok");
                if (round >= 0)
                {
                    all.Add(result with { Round = round });
                }
            }
        }

        server.StandardInput.Close();
        await server.WaitForExitAsync();
        await File.WriteAllTextAsync(output, JsonSerializer.Serialize(all, Indented) + "\n");
        Console.WriteLine($"The raw results lie in {output}.");
        return 0;
    }

    private static async Task<StartupResult> RunAsync(string program, string variant, string address)
    {
        var start = new ProcessStartInfo(program, [variant, address, Stopwatch.GetTimestamp().ToString(CultureInfo.InvariantCulture)]) { RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        var line = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return line.Split(' ') is [var milliseconds, var kibibytes] && process.ExitCode == 0
            ? new StartupResult(0, variant, double.Parse(milliseconds, CultureInfo.InvariantCulture), long.Parse(kibibytes, CultureInfo.InvariantCulture))
            : throw new InvalidOperationException($"{variant} failed with {process.ExitCode}: {line}");
    }
}

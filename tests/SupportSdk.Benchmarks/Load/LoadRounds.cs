using System.Globalization;
using System.Text.Json;
using SupportSdk.Benchmarks.Columns;

namespace SupportSdk.Benchmarks.Load;

/// <summary>
/// Paired rounds over loopback. A round starts one fresh server and runs every column once, in turning order, each in a fresh process; ratios are taken inside a round.
/// </summary>
internal static class LoadRounds
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static async Task<int> RunAsync(int rounds, TimeSpan duration, string output)
    {
        var all = new List<LoadRound>();
        foreach (var path in new[] { "ok", "failed" })
        {
            for (var round = 0; round < rounds; round++)
            {
                all.Add(new LoadRound(round, path, await RoundAsync(round, path, duration)));
            }
        }

        await File.WriteAllTextAsync(output, JsonSerializer.Serialize(all, Indented) + "\n");
        Console.WriteLine($"The raw results lie in {output}.");
        return 0;
    }

    private static async Task<IReadOnlyList<LoadResult>> RoundAsync(int round, string path, TimeSpan duration)
    {
        using var server = Children.Start("load-server");
        var port = await server.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The server did not start.");
        var results = new List<LoadResult>();
        for (var i = 0; i < CaptureColumns.Sockets.Count; i++)
        {
            var column = CaptureColumns.Sockets[(i + round) % CaptureColumns.Sockets.Count];
            using var client = Children.Start("load-client", column, $"http://127.0.0.1:{port}/{path}", duration.TotalSeconds.ToString(CultureInfo.InvariantCulture));
            var line = await client.StandardOutput.ReadToEndAsync();
            await client.WaitForExitAsync();
            results.Add(client.ExitCode == 0 ? JsonSerializer.Deserialize<LoadResult>(line)! : throw new InvalidOperationException($"{column} failed: {line}"));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{path} round {round + 1}: {column,-40} {results[^1].CallsPerSecond,9:N0} calls a second"));
        }

        server.StandardInput.Close();
        await server.WaitForExitAsync();
        return results;
    }
}

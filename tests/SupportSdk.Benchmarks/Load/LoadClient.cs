using System.Diagnostics;
using System.Text.Json;
using SupportSdk.Benchmarks.Columns;

namespace SupportSdk.Benchmarks.Load;

/// <summary>32 callers of one <see cref="HttpClient"/>, in a process of their own; writes one <see cref="LoadResult"/>.</summary>
internal static class LoadClient
{
    private const int Callers = 32;
    private const int WarmCalls = 30_000;

    public static async Task<int> RunAsync(string column, Uri address, TimeSpan duration)
    {
        using var capture = CaptureColumns.Create(column);
        using var client = new HttpClient(capture.Wrap(new SocketsHttpHandler { UseCookies = false, UseProxy = false, AllowAutoRedirect = false }));
        await WarmAsync(client, address);
        var before = capture.Captured;
        var started = Stopwatch.GetTimestamp();
        var calls = await CallAsync(client, address, duration);
        capture.Flush(); // What still waits is part of the cost.
        var elapsed = Stopwatch.GetElapsedTime(started);
        Console.WriteLine(JsonSerializer.Serialize(new LoadResult(column, address.AbsolutePath, calls / elapsed.TotalSeconds, calls, capture.Captured - before)));
        return 0;
    }

    // By count and not by time alone: an expensive column gets fewer calls into a second.
    private static async Task WarmAsync(HttpClient client, Uri address)
    {
        var started = Stopwatch.GetTimestamp();
        for (long calls = 0; calls < WarmCalls && Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(6);)
        {
            calls += await CallAsync(client, address, TimeSpan.FromMilliseconds(300));
        }
    }

    private static async Task<long> CallAsync(HttpClient client, Uri address, TimeSpan duration)
    {
        var started = Stopwatch.GetTimestamp();
        var callers = Enumerable.Range(0, Callers).Select(_ => Task.Run(async () =>
        {
            long count = 0;
            while (Stopwatch.GetElapsedTime(started) < duration)
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, address);
                using var response = await client.SendAsync(request).ConfigureAwait(false);
                count++;
            }

            return count;
        }));
        return (await Task.WhenAll(callers)).Sum();
    }
}

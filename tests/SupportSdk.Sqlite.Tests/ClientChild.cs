using System.Diagnostics;
using System.Text.Json;
using SupportSdk.Channels;
using SupportSdk.Tests.Doubles;

namespace SupportSdk.Sqlite.Tests;

/// <summary>A process with a whole client on an outbox file, under limits that only a process can have. It submits once for each size of attachment, and prints each receipt.</summary>
internal static class ClientChild
{
    public const string Switch = "--client-child";

    /// <summary>No file may grow above this; as on a disk that is full, the write fails and nobody is asked.</summary>
    public static IReadOnlyList<string> WithFilesUpTo(int kibibytes) => ["/bin/bash", "-c", $"trap '' XFSZ; ulimit -f {kibibytes}; exec \"$0\" \"$@\""];

    /// <summary>Root may write whatever it likes; without these two rights it is as any other user.</summary>
    public static IReadOnlyList<string> WithoutRootsRights => Environment.IsPrivilegedProcess ? ["setpriv", "--bounding-set=-dac_override,-dac_read_search", "--"] : [];

    public static async Task<IReadOnlyList<Told>> RunAsync(IReadOnlyList<string> under, string path, bool channelWorks, params int[] sizes)
    {
        string[] command = [.. under, Path.Combine(AppContext.BaseDirectory, "SupportSdk.Sqlite.Tests"), Switch, path, channelWorks ? "works" : "refuses", .. sizes.Select(size => $"{size}")];
        var start = new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["DOTNET_EnableWriteXorExecute"] = "0"; // The runtime's own memory is a file, too, and larger than any limit here.
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, $"{output} {await errors}");
        return [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonSerializer.Deserialize<Told>(line)!)];
    }

    public static async Task<int> MainAsync(string path, bool channelWorks, IEnumerable<int> sizes)
    {
        var channel = new RecordingChannel(channelWorks ? [] : [.. Enumerable.Repeat(ChannelResult.NeedsAttention("refused by the test"), 10)]);
        await using var client = ClientUnderTest.OnFile(path, channel);
        foreach (var size in sizes)
        {
            var bytes = new byte[size];
            new Random(size).NextBytes(bytes);
            var before = Stopwatch.GetTimestamp();
            var receipt = await client.SubmitAsync(ClientUnderTest.Ticket with { Attachments = size == 0 ? [] : [new TicketAttachment("trace.bin", "application/octet-stream", bytes)] });
            var told = new Told(receipt.Id.ToString(), receipt.Outcome, receipt.Durable, receipt.Problem, channel.Sent.Count, Stopwatch.GetElapsedTime(before));
            Console.WriteLine(JsonSerializer.Serialize(told));
        }

        return 0;
    }

    internal sealed record Told(string Id, TicketOutcome Outcome, bool Durable, string? Problem, int Sent, TimeSpan Took);
}

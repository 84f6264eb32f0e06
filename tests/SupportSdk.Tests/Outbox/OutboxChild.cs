using System.Diagnostics;
using SupportSdk.Outbox;
using SupportSdk.Outbox.Sql;

namespace SupportSdk.Tests.Outbox;

/// <summary>A real process on the outbox of a test. It does its commands, says each result on a line, and lives until it is killed or its input ends.</summary>
internal sealed class OutboxChild : IDisposable
{
    public const string Switch = "--outbox-child";

    private readonly Process _process;

    private OutboxChild(Process process) => _process = process;

    /// <param name="place">Where the outbox is, for the test project's own <c>Main</c>.</param>
    /// <param name="commands">What to do.</param>
    /// <param name="fileLocks">Whether the runtime locks files.</param>
    public static OutboxChild Start(string place, IEnumerable<string> commands, bool fileLocks = true)
    {
        var host = Path.Combine(AppContext.BaseDirectory, typeof(OutboxChild).Assembly.GetName().Name + (OperatingSystem.IsWindows() ? ".exe" : ""));
        var start = new ProcessStartInfo(host, [Switch, place, .. commands]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        if (!fileLocks)
            start.Environment["DOTNET_SYSTEM_IO_DISABLEFILELOCKING"] = "1";

        return new OutboxChild(Process.Start(start)!);
    }

    public async Task<string> NextLineAsync(CancellationToken cancellationToken) =>
        await _process.StandardOutput.ReadLineAsync(cancellationToken) ?? throw new InvalidOperationException("The child ended.");

    /// <summary>What all of them say until each is done. They live until the last one is: a child that ended early would be one whose claims are taken over.</summary>
    public static async Task<List<string>> LinesAsync(IReadOnlyList<OutboxChild> children, CancellationToken cancellationToken)
    {
        try
        {
            var lines = await Task.WhenAll(children.Select(child => child.LinesUntilDoneAsync(cancellationToken)));
            return [.. lines.SelectMany(line => line)];
        }
        finally
        {
            foreach (var child in children)
                child.Dispose();
        }
    }

    /// <summary>SIGKILL: nothing of the process runs any more.</summary>
    public async Task KillAsync(CancellationToken cancellationToken)
    {
        _process.Kill();
        await _process.WaitForExitAsync(cancellationToken);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();

        _process.Dispose();
    }

    public static async Task<int> RunAsync(SqlOutbox outbox, string[] commands)
    {
        using var closing = outbox;
        foreach (var command in commands)
        {
            try
            {
                await DoAsync(outbox, command);
            }
            catch (OutboxUnavailableException exception)
            {
                Console.WriteLine(exception.Message);
            }
        }

        Console.WriteLine("done");
        await Console.In.ReadToEndAsync();
        return 0;
    }

    private static async Task DoAsync(SqlOutbox outbox, string command)
    {
        switch (command)
        {
            case "accept":
                var ticket = new AcceptedTicket(TicketId.Create(), DateTimeOffset.UnixEpoch, "the child's"u8.ToArray());
                await outbox.AcceptAsync(ticket, CancellationToken.None);
                Console.WriteLine(ticket.Id);
                break;
            case "recover":
                foreach (var adopted in await outbox.RecoverAsync(CancellationToken.None))
                    Console.WriteLine(adopted.Id);

                break;
            case "claim":
                Console.WriteLine((await ClaimAsync(outbox))?.Id.ToString() ?? "none");
                break;
            case "deliver-all":
                while (await ClaimAsync(outbox) is { } claim)
                {
                    Console.WriteLine(claim.Id);
                    await outbox.SettleAsync(new Settlement(claim.Id, claim.Channel, DeliveryEvent.Acknowledged, claim.Attempts + 1, DateTimeOffset.UnixEpoch), CancellationToken.None);
                }

                break;
            default:
                throw new ArgumentException(command, nameof(command));
        }
    }

    private async Task<List<string>> LinesUntilDoneAsync(CancellationToken cancellationToken)
    {
        var lines = new List<string>();
        while (await NextLineAsync(cancellationToken) is var line and not "done")
            lines.Add(line);

        return lines;
    }

    private static Task<ClaimedDelivery?> ClaimAsync(SqlOutbox outbox) => outbox.ClaimAsync(SupportChannel.Email, DateTimeOffset.MaxValue, CancellationToken.None);
}

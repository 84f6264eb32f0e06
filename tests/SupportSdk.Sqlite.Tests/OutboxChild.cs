using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using SupportSdk.Outbox;
using SupportSdk.Outbox.Sql;

namespace SupportSdk.Sqlite.Tests;

/// <summary>A real process on the outbox file. It does its commands, says each result on a line, and lives until it is killed or its input ends.</summary>
internal sealed class OutboxChild : IDisposable
{
    public const string Switch = "--outbox-child";

    private readonly Process _process;

    private OutboxChild(Process process) => _process = process;

    public static OutboxChild Start(string path, IEnumerable<string> commands, bool fileLocks = true)
    {
        var host = Path.Combine(AppContext.BaseDirectory, "SupportSdk.Sqlite.Tests" + (OperatingSystem.IsWindows() ? ".exe" : ""));
        var start = new ProcessStartInfo(host, [Switch, path, .. commands]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        if (!fileLocks)
            start.Environment["DOTNET_SYSTEM_IO_DISABLEFILELOCKING"] = "1";

        return new OutboxChild(Process.Start(start)!);
    }

    public async Task<string> NextLineAsync(CancellationToken cancellationToken) =>
        await _process.StandardOutput.ReadLineAsync(cancellationToken) ?? throw new InvalidOperationException("The child ended.");

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

    public static async Task<int> RunAsync(string path, string[] commands)
    {
        using var outbox = new SqlOutbox(new SqliteOutboxDataSource(path), SqlStatements.Sqlite, TimeProvider.System, NullLogger.Instance);
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
            case "claim-all":
                while (await ClaimAsync(outbox) is { } claim)
                    Console.WriteLine(claim.Id);

                break;
            default:
                throw new ArgumentException(command, nameof(command));
        }
    }

    private static Task<ClaimedDelivery?> ClaimAsync(SqlOutbox outbox) => outbox.ClaimAsync(SupportChannel.Email, DateTimeOffset.MaxValue, CancellationToken.None);
}

using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using SupportSdk.Email.Tests.Real;

namespace SupportSdk.Crash.Tests.Harness;

/// <summary>One outbox, one mail server, and process after process on them, each of which is killed. What arrived is counted in the server's mailbox.</summary>
internal sealed partial class CrashRun : IAsyncDisposable
{
    private const int Killed = 128 + 9;

    private readonly TemporaryFolder _folder = new();
    private readonly StorePlace _place;
    private readonly MailServer _server;

    private CrashRun(Func<TemporaryFolder, StorePlace> place, MailServer server) => (_place, _server) = (place(_folder), server);

    public static async Task<CrashRun> OnSqliteAsync() => new(folder => new StorePlace("sqlite", folder["support.db"]), await MailServer.StartAsync());

    public static async Task<CrashRun> OnPostgreSqlAsync(string connectionString) => new(_ => new StorePlace("postgresql", connectionString), await MailServer.StartAsync());

    /// <summary>Lets a process die at the point. It must: a point that no process meets is a hole in the proof.</summary>
    public async Task DieAtAsync(KillPoint point, CancellationToken cancellationToken)
    {
        var hit = _folder["hit"];
        File.Delete(hit);
        using var child = Start($"{point}");
        await child.StandardOutput.ReadToEndAsync(cancellationToken);
        await child.WaitForExitAsync(cancellationToken);
        Assert.True(child.ExitCode == Killed && File.Exists(hit) && await File.ReadAllTextAsync(hit, cancellationToken) == $"{point}", $"{point.Transition}, {point}: the process ended with {child.ExitCode}.");
        await _place.UntilNobodyLivesAsync(cancellationToken);
    }

    /// <summary>Lets a process serve, and kills it after the time.</summary>
    public async Task DieAfterAsync(int seed, TimeSpan time, CancellationToken cancellationToken)
    {
        using var child = Start(seed.ToString(CultureInfo.InvariantCulture));
        Assert.Equal("READY", await child.StandardOutput.ReadLineAsync(cancellationToken));
        await Task.Delay(time, cancellationToken); // The moment of the kill: it is what the test is about.
        child.Kill();
        await child.WaitForExitAsync(cancellationToken);
        await _place.UntilNobodyLivesAsync(cancellationToken);
    }

    /// <summary>Lets a last process finish, and compares what the outbox says with what arrived.</summary>
    public async Task<(int Tickets, int Mails, int Twice)> VerifyAsync(CancellationToken cancellationToken)
    {
        using var child = Start(CrashChild.Finish);
        var output = await child.StandardOutput.ReadToEndAsync(cancellationToken);
        await child.WaitForExitAsync(cancellationToken);
        Assert.Equal(0, child.ExitCode);
        var ends = output.Split('\n').Where(line => line.StartsWith('{')).Select(line => JsonSerializer.Deserialize<TicketEnd>(line)!).ToDictionary(end => end.Id);
        var mails = _server.Mails.Select(MessageId).CountBy(id => id).ToDictionary();

        Assert.All(File.Exists(_folder["ledger"]) ? File.ReadAllLines(_folder["ledger"]) : [], id => Assert.True(ends.ContainsKey(id), $"{id} was acknowledged and is lost."));
        Assert.All(ends.Values, end => Check(end, mails));
        Assert.Subset(ends.Values.SelectMany(end => end.Deliveries).Select(delivery => delivery.RemoteId!).ToHashSet(), mails.Keys.ToHashSet());
        return (ends.Count, mails.Values.Sum(), mails.Values.Count(times => times > 1));
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _folder.Dispose();
    }

    // What the last process finished itself goes by both of its channels, each a mail; every other ticket by one.
    private static void Check(TicketEnd end, IReadOnlyDictionary<string, int> mails)
    {
        var arrived = end.Deliveries.Select(delivery => delivery.RemoteId!).Distinct().Sum(id => mails.GetValueOrDefault(id));
        var told = $"{end.Kind}: {string.Join(", ", end.Deliveries)}, arrived {arrived} times, damage: {end.Damage}";
        Assert.True(end.Damage is null && end.Deliveries.Count > 0, told);
        Assert.True(arrived <= end.Deliveries.Sum(delivery => delivery.PossiblySent ? 2 : 1), told);
        Assert.All(end.Deliveries, delivery => Assert.False(delivery.State is DeliveryState.Accepted or DeliveryState.Pending or DeliveryState.Sending, told));

        // Acknowledged late, by hand, is the scenario's own word; every other delivered ticket has arrived, and a plain one ends in no other state, unless two processes died over it.
        if (end.Kind.Contains("plain", StringComparison.Ordinal) || end.Kind.Contains("deferred", StringComparison.Ordinal))
        {
            Assert.All(end.Deliveries, delivery => Assert.True(
                delivery.State is DeliveryState.Held || (delivery.State is DeliveryState.Delivered && arrived >= 1) || (delivery.State is DeliveryState.Uncertain && delivery.PossiblySent), told));
        }
    }

    private Process Start(string task)
    {
        var host = Path.Combine(AppContext.BaseDirectory, "SupportSdk.Crash.Tests");
        string[] arguments = [CrashChild.Switch, _place.Kind, _place.Place, _folder.Path, _server.Port.ToString(CultureInfo.InvariantCulture), task];
        return Process.Start(new ProcessStartInfo(host, arguments) { RedirectStandardOutput = true, RedirectStandardInput = true })!;
    }

    private static string MessageId(string mail) => MessageIdHeader().Match(File.ReadAllText(mail)).Groups[1].Value;

    [GeneratedRegex(@"^Message-Id:\s*<([^>]+)>", RegexOptions.IgnoreCase | RegexOptions.Multiline)]
    private static partial Regex MessageIdHeader();
}

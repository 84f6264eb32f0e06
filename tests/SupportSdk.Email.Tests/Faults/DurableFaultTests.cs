using System.Text;
using SupportSdk.Email.Tests.Real;
using SupportSdk.Tests.Doubles;

namespace SupportSdk.Email.Tests.Faults;

/// <summary>Some cells of the table over SQLite: what the file holds after the process has ended, and what the next start makes of it.</summary>
public sealed class DurableFaultTests : IDisposable
{
    private static readonly SmtpStep[] Steps = [SmtpStep.AuthPassword, SmtpStep.Rcpt, SmtpStep.Data, SmtpStep.Dot];
    private static readonly SmtpFault[] Faults = [SmtpFault.Cut, SmtpFault.Stall, SmtpFault.RefuseForNow, SmtpFault.RefuseForGood];

    private readonly TemporaryFolder _folder = new();
    private readonly HeldTime _time = new();

    public static IEnumerable<ITheoryDataRow> Rows =>
        from row in FaultTable.Rows
        where Steps.Contains(row.Step) && Faults.Contains(row.Fault)
        select new TheoryDataRow<SmtpStep, SmtpFault, string>(row.Step, row.Fault, row.Outcome);

    private static CancellationToken None => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task Restart_AfterAFault_GoesOnFromWhatWasStored(SmtpStep step, SmtpFault fault, string outcome)
    {
        var (id, state) = await SubmitAsync(step, fault);
        Assert.Equal(Expected(outcome), state);

        _time.Jump(TimeSpan.FromHours(1));
        await using var good = new FaultySmtpServer(EmailSecurity.StartTls, step, fault) { FaultySessions = 0 };
        await using var restarted = Start(good);
        await restarted.FlushAsync(None);

        var now = Assert.Single((await restarted.FindAsync(id, None))!.Deliveries);

        // The other server is another port, so the settings have changed: what was parked goes on too.
        var goesOn = outcome is "queued" or "parked";
        Assert.Equal(goesOn ? DeliveryState.Delivered : Expected(outcome), now.State);
        Assert.Equal(goesOn ? [$"Message-Id: <{id}@customer.example>"] : [], good.Received.Select(MessageId));
        Assert.Equal($"{id}@customer.example", now.RemoteId);
    }

    private static DeliveryState Expected(string outcome) => outcome switch
    {
        "queued" => DeliveryState.Pending,
        "parked" => DeliveryState.Parked,
        "uncertain" => DeliveryState.Uncertain,
        _ => DeliveryState.Delivered,
    };

    private static string MessageId(byte[] mail) =>
        Encoding.Latin1.GetString(mail).Split("\r\n").Single(line => line.StartsWith("Message-Id:", StringComparison.OrdinalIgnoreCase));

    private async Task<(TicketId Id, DeliveryState State)> SubmitAsync(SmtpStep step, SmtpFault fault)
    {
        await using var server = new FaultySmtpServer(EmailSecurity.StartTls, step, fault);
        await using var client = Start(server);
        var prepared = await client.PrepareAsync(FaultClient.Ticket(step), None);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(None);
        var submitting = client.SubmitPreparedAsync(prepared, patience.Token);
        for (var attempt = 1; attempt <= 2; attempt++)
        {
            await server.StruckAsync();
            if (fault == SmtpFault.Stall) await _time.FireAsync(FaultClient.MailTimeout);
            if (step == SmtpStep.Dot ? fault != SmtpFault.RefuseForNow : fault == SmtpFault.RefuseForGood) break; // It ends with one attempt.
            if (attempt == 1) await _time.FireAsync(FaultClient.IsRetryDelay);
        }

        while (true)
        {
            var delivery = (await client.FindAsync(prepared.Id, None))?.Deliveries.SingleOrDefault();
            if (delivery is { Attempts: > 0 })
            {
                if (delivery.State == DeliveryState.Pending) await patience.CancelAsync(); // Ends the wait and not the ticket.
                Assert.True((await submitting.WaitAsync(TimeSpan.FromSeconds(30), None)).Durable);
                return (prepared.Id, delivery.State);
            }
        }
    }

    private SupportClient Start(FaultySmtpServer server) => FaultClient.Start(server, _time, new RecordingLogs(), builder => builder.UseSqliteOutbox(_folder["support.db"]));
}

using System.Text;
using SupportSdk.Email.Smtp;
using SupportSdk.Tests.Doubles;

namespace SupportSdk.Email.Tests.Faults;

/// <summary>Every cell of the table of docs/email.md through a whole client: what the receipt says, what the outbox holds, what arrives, and that nothing tells the password.</summary>
public abstract class FaultMatrixTests(EmailSecurity security) : IAsyncDisposable
{
    private static readonly string[] Secrets = [FaultClient.Password, Base64(FaultClient.Password), Base64($"\0app@customer.example\0{FaultClient.Password}")];

    private readonly HeldTime _time = new();
    private readonly RecordingLogs _logs = new();
    private FaultySmtpServer? _server;
    private SupportClient? _client;

    private static CancellationToken None => TestContext.Current.CancellationToken;

    private FaultySmtpServer Server => _server!;

    private SupportClient Client => _client!;

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (_server is not null) await _server.DisposeAsync(); // First: then no goodbye of the client waits for a silent server.
        if (_client is not null) await _client.DisposeAsync();
    }

    protected async Task RunAsync(SmtpStep step, SmtpFault fault, string outcome)
    {
        _server = new FaultySmtpServer(security, step, fault)
        {
            FaultySessions = 2,
            Echo = string.Join(' ', Secrets),
            OffersPipelining = security == EmailSecurity.SslOnConnect,
        };
        _client = FaultClient.Start(_server, _time, _logs);

        var prepared = await Client.PrepareAsync(FaultClient.Ticket(step), None);
        var submitting = Client.SubmitPreparedAsync(prepared, None);
        await (outcome switch
        {
            "queued" => AssertQueuedAsync(submitting),
            "parked" => AssertEndedAsync(submitting, TicketOutcome.Parked, DeliveryState.Parked, arrived: step is SmtpStep.Dot or SmtpStep.Body ? 1 : 0),
            "uncertain" => AssertUncertainAsync(submitting),
            "delivered" => AssertDeliveredAsync(submitting),
            _ => throw new InvalidOperationException($"The table says '{outcome}'."),
        });

        AssertNoSecret();
        Assert.Single(Server.Received.Select(Encoding.Latin1.GetString).Distinct().Take(2).DefaultIfEmpty(""));
    }

    protected static IEnumerable<ITheoryDataRow> RowsOf(EmailSecurity security) =>
        from row in FaultTable.Rows
        where row.Outcome != FaultTable.NotThere
        where row.Step switch
        {
            SmtpStep.StartTls => security == EmailSecurity.StartTls,
            SmtpStep.TlsHandshake => security != EmailSecurity.None,
            _ => true,
        }
        select new TheoryDataRow<SmtpStep, SmtpFault, string>(row.Step, row.Fault, row.Outcome);

    private bool IsSilent => Server.Fault is SmtpFault.Stall or SmtpFault.Drip
        || (Server is { Fault: SmtpFault.RefuseThenStall, Step: SmtpStep.Ehlo }); // An old server may refuse EHLO and take HELO, so HELO is waited for.

    private async Task AssertQueuedAsync(Task<TicketReceipt> submitting)
    {
        await PassFaultAsync();
        await _time.FireAsync(FaultClient.IsRetryDelay);
        await PassFaultAsync();
        await _time.FireAsync(FaultClient.Wait);

        var receipt = await Soon(submitting);
        var delivery = await UntilAsync(receipt.Id, delivery => delivery.Attempts == 2);
        Assert.Equal((TicketOutcome.Queued, DeliveryState.Pending), (receipt.Outcome, delivery.State));
        Assert.NotNull(delivery.LastError);
        AssertNoSecret(delivery.LastError);

        await _time.RunsAsync(FaultClient.PumpSleep);
        _time.Jump(TimeSpan.FromHours(1));
        await _time.FireAsync(FaultClient.PumpSleep);
        delivery = await UntilAsync(receipt.Id, delivery => delivery.State == DeliveryState.Delivered);
        Assert.Equal((3, 3), (delivery.Attempts, Server.Sessions));
        Assert.Contains($"Message-Id: <{receipt.Id}@customer.example>", Encoding.Latin1.GetString(Server.Received.Last()), StringComparison.OrdinalIgnoreCase);
    }

    private async Task AssertUncertainAsync(Task<TicketReceipt> submitting)
    {
        await PassFaultAsync();
        var receipt = await AssertEndedAsync(submitting, TicketOutcome.DeliveryUncertain, DeliveryState.Uncertain, arrived: 1);
        Assert.Contains($"it may have arrived, as Message-ID {receipt.Id}@customer.example", Assert.Single(receipt.Deliveries).LastError, StringComparison.Ordinal);
    }

    private async Task AssertDeliveredAsync(Task<TicketReceipt> submitting)
    {
        var receipt = await AssertEndedAsync(submitting, TicketOutcome.Delivered, DeliveryState.Delivered, arrived: 1);
        Assert.Equal($"{receipt.Id}@customer.example", Assert.Single(receipt.Deliveries).RemoteId);
        if (Server is { Step: SmtpStep.Dot, Fault: SmtpFault.Twice }) return; // A session that was out of step is not kept.
        await _time.FireAsync(SmtpSession.Idle);
        if (Server is { Step: SmtpStep.Quit }) await Server.StruckAsync();
        if (Server is { Step: SmtpStep.Quit } && IsSilent) await _time.FireAsync(TimeSpan.FromSeconds(1));
        await Server.EndedAsync();
    }

    private async Task<TicketReceipt> AssertEndedAsync(Task<TicketReceipt> submitting, TicketOutcome outcome, DeliveryState state, int arrived)
    {
        var receipt = await Soon(submitting);
        var delivery = Assert.Single((await Client.FindAsync(receipt.Id, None))!.Deliveries);
        Assert.Equal((outcome, state, 1), (receipt.Outcome, delivery.State, delivery.Attempts));
        Assert.Equal(delivery.LastError, Assert.Single(receipt.Deliveries).LastError);
        Assert.Equal(outcome == TicketOutcome.Delivered, delivery.LastError is null);
        AssertNoSecret(receipt.Problem, delivery.LastError, receipt.ToString());
        if (arrived == 0) Assert.Empty(Server.Received);
        if (arrived == 1 && Server.Step != SmtpStep.Body) Assert.Single(Server.Received);
        Assert.Equal(1, Server.Sessions);
        return receipt;
    }

    private async Task PassFaultAsync()
    {
        await Server.StruckAsync();
        if (IsSilent) await _time.FireAsync(FaultClient.MailTimeout);
    }

    private async Task<ChannelDelivery> UntilAsync(TicketId id, Func<ChannelDelivery, bool> reached)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(None);
        limit.CancelAfter(TimeSpan.FromSeconds(30));
        while (true)
        {
            var delivery = Assert.Single((await Client.FindAsync(id, limit.Token))!.Deliveries);
            if (reached(delivery)) return delivery;
            await Task.Yield();
        }
    }

    private void AssertNoSecret(params string?[] texts) => Assert.All(Secrets, secret =>
        Assert.DoesNotContain(texts.Concat(_logs.Messages), text => text?.Contains(secret, StringComparison.Ordinal) == true));

    // Of the wall clock: whatever waits has its timer held, so what is slower than this waits for no timer at all.
    private static Task<TicketReceipt> Soon(Task<TicketReceipt> submitting) => submitting.WaitAsync(TimeSpan.FromSeconds(30), None);

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}

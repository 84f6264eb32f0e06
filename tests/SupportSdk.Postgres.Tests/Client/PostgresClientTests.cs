using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using SupportSdk.Channels;
using SupportSdk.Postgres.Tests.Server;
using SupportSdk.Status;
using SupportSdk.Tests.Doubles;

namespace SupportSdk.Postgres.Tests.Client;

/// <summary>Whole clients that share one database.</summary>
public sealed class PostgresClientTests(SharedCluster shared)
{
    private static readonly SupportTicket Ticket = new() { Summary = "Orders do not sync", OccurredAt = new DateTimeOffset(2026, 3, 2, 12, 0, 0, TimeSpan.Zero), UserId = "user-7f3a" };

    private static CancellationToken None => TestContext.Current.CancellationToken;

    [Fact]
    public async Task SubmitAsync_PostgreSqlOutbox_IsDurableAndDelivered()
    {
        await using var source = NpgsqlDataSource.Create(await (await shared.Cluster).CreateDatabaseAsync());
        var channel = new RecordingChannel();
        await using var client = Create(source, channel);

        var receipt = await client.SubmitAsync(Ticket, None);

        Assert.Equal((TicketOutcome.Delivered, true), (receipt.Outcome, receipt.Durable));
        Assert.Equal(receipt.Id, Assert.Single(channel.Sent).Message.Id);
        Assert.Equal(TicketOutcome.Delivered, (await client.FindAsync(receipt.Id, None))!.Outcome);
    }

    [Fact]
    public async Task SubmitAsync_AnotherProcessDelivers_ReceiptSaysSoWithoutWaitingToTheEnd()
    {
        await using var source = NpgsqlDataSource.Create(await (await shared.Cluster).CreateDatabaseAsync());
        var (busy, free) = (new RecordingChannel { Gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously) }, new RecordingChannel());
        await using var first = Create(source, busy);
        await using var second = Create(source, free);
        Assert.Null(await first.FindAsync(TicketId.Create(), None)); // Makes the tables.
        var stuck = first.SubmitAsync(Ticket, None);
        while (await SendingAsync(source) == 0)
            None.ThrowIfCancellationRequested();

        var started = Stopwatch.GetTimestamp();
        var waiting = first.SubmitAsync(Ticket with { Summary = "Another" }, None);
        while (free.Sent.IsEmpty)
            await second.SubmitAsync(Ticket with { Summary = "Wakes the second" }, None);

        Assert.Equal(TicketOutcome.Delivered, (await waiting).Outcome);
        Assert.InRange(Stopwatch.GetElapsedTime(started), TimeSpan.Zero, TimeSpan.FromSeconds(25));
        busy.Gate!.SetResult();
        Assert.Equal(TicketOutcome.Delivered, (await stuck).Outcome);
    }

    [Fact]
    public async Task SubmitAsync_ServerNotReached_IsDeliveredDirectlyAndSaysWhy()
    {
        await using var source = NpgsqlDataSource.Create("Host=127.0.0.1;Port=1;Username=support;Timeout=2");
        await using var client = Create(source, new RecordingChannel());

        var receipt = await client.SubmitAsync(Ticket, None);

        Assert.Equal((TicketOutcome.Delivered, false), (receipt.Outcome, receipt.Durable));
        Assert.Contains("not reached", receipt.Problem, StringComparison.Ordinal);
    }

    private static async Task<long> SendingAsync(NpgsqlDataSource source)
    {
        await using var command = source.CreateCommand("SELECT COUNT(*) FROM support_sdk.deliveries WHERE state = 'sending'");
        return (long)(await command.ExecuteScalarAsync(None))!;
    }

    private static SupportClient Create(NpgsqlDataSource source, ITicketChannel channel) => SupportClient.Create(builder =>
    {
        builder.Services.AddSingleton<IStatusFeed>(FixedStatus.Quiet);
        builder.Configure(options =>
        {
            options.Level = SupportLevel.Pro;
            options.DeliveryWait = TimeSpan.FromSeconds(30);
            options.Delivery.ShutdownTimeout = TimeSpan.FromMilliseconds(200);
        }).AddChannel(channel).UseSqlOutbox(source, SqlDialect.PostgreSql);
    });
}

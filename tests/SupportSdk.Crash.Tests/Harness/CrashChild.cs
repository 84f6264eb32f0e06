using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using SupportSdk.Channels;
using SupportSdk.Email;
using SupportSdk.Outbox;
using SupportSdk.Outbox.Sql;
using SupportSdk.Status;
using SupportSdk.Tests.Doubles;

namespace SupportSdk.Crash.Tests.Harness;

/// <summary>A whole client with a durable outbox and a real mail server, in a process that dies at a kill point, serves until it is killed, or finishes what the dead left.</summary>
internal static class CrashChild
{
    public const string Switch = "--crash-child";
    public const string Finish = "finish";
    public const int NotHit = 3;

    private static readonly StatusIncident Incident = new("i1", "Elevated errors in ActionKit", "investigating", "major", new Uri("https://status.example/i1"), null, ["ActionKit"]);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static async Task<int> MainAsync(StorePlace place, string folder, string port, string task)
    {
        var point = task.Contains(':', StringComparison.Ordinal) ? KillPoint.Parse(task) : null;
        var incident = false;
        await using var provider = Services(place, folder, int.Parse(port, CultureInfo.InvariantCulture), point, task == Finish, () => Volatile.Read(ref incident)).BuildServiceProvider();
        var client = provider.GetRequiredService<SupportClient>();
        client.Start();
        if (task == Finish)
            return await FinishAsync(client, place, provider.GetRequiredService<IOutbox>());

        var mail = provider.GetServices<ITicketChannel>().First();
        var ledger = Path.Combine(folder, "ledger");
        var scenario = new Scenario(
            client, provider.GetRequiredService<IOutbox>(), provider.GetRequiredService<IDeliveryQueue>(), mail.CreateRemoteId, on => Volatile.Write(ref incident, on), id => File.AppendAllText(ledger, $"{id}\n"));
        Console.WriteLine("READY");
        if (point is null)
            await scenario.ServeAsync(int.Parse(task, CultureInfo.InvariantCulture));

        await scenario.PlayAsync(point!.Transition);
        await Task.Delay(Patience); // The point may be met by a loop that is still at work.
        return NotHit;
    }

    private static async Task<int> FinishAsync(SupportClient client, StorePlace place, IOutbox outbox)
    {
        using var limit = new CancellationTokenSource(2 * Patience);
        await client.FlushAsync(limit.Token);
        foreach (var id in await place.TicketsAsync())
        {
            var record = (await outbox.FindAsync(id, CancellationToken.None))!;
            var kind = record.Frozen is { } frozen ? Rendering.TicketBytes.ReadFrozen(frozen).Message.Subject : "";
            Console.WriteLine(JsonSerializer.Serialize(new TicketEnd(id.ToString(), kind, record.Damage, [.. record.Deliveries.Select(d => new DeliveryEnd(d.State, d.PossiblySent, d.RemoteId))])));
        }

        return 0;
    }

    private static ServiceCollection Services(StorePlace place, string folder, int port, KillPoint? point, bool last, Func<bool> incident)
    {
        var services = new ServiceCollection();
        services.AddSingleton<IStatusFeed>(new FixedStatus(cancel => (incident() ? FixedStatus.With(Incident) : FixedStatus.Quiet).GetAsync(cancel)));
        var builder = services.AddLogging().AddSupport(options =>
        {
            options.Level = SupportLevel.Pro;
            options.KnownIncidents = KnownIncidents.Hold;
            options.Delivery.FirstRetryDelay = TimeSpan.FromMilliseconds(10);
            options.Delivery.AttemptsPerTurn = 2;
            options.Delivery.FailuresToBreak = 1_000;
            if (last)
                options.Channels = [SupportChannel.Email, SupportChannel.Slack];
        });
        builder.AddEmail(email => (email.Host, email.Port, email.From, email.Security) = ("127.0.0.1", port, "app@customer.example", EmailSecurity.None));
        place.Use(builder);
        services.Remove(services.Single(service => service.ServiceType == typeof(ITicketChannel)));
        AddScripted(services, SupportChannel.Email, folder);
        if (last)
            AddScripted(services.AddSingleton(new ChannelRegistration(SupportChannel.Slack)), SupportChannel.Slack, folder);

        services.AddSingleton(provider => new KillingOutbox<SqlOutbox>(provider.GetRequiredService<SqlOutbox>(), point, Path.Combine(folder, "hit"), place.SendingAsync));
        services.AddSingleton<IOutbox>(provider => provider.GetRequiredService<KillingOutbox<SqlOutbox>>());
        services.AddSingleton<IDeliveryQueue>(provider => provider.GetRequiredService<KillingOutbox<SqlOutbox>>());
        return services;
    }

    private static void AddScripted(IServiceCollection services, SupportChannel channel, string folder) => services.AddSingleton<ITicketChannel>(provider =>
        new ScriptedChannel(new EmailChannel(provider.GetRequiredService<IOptions<EmailOptions>>(), provider.GetRequiredService<TimeProvider>()), channel, folder));
}

/// <summary>A ticket when all is done.</summary>
internal sealed record TicketEnd(string Id, string Kind, string? Damage, IReadOnlyList<DeliveryEnd> Deliveries);

/// <summary>One delivery of it.</summary>
internal sealed record DeliveryEnd(DeliveryState State, bool PossiblySent, string? RemoteId);

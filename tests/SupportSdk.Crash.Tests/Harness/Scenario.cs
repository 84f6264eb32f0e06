using SupportSdk.Outbox;
using SupportSdk.Rendering;

namespace SupportSdk.Crash.Tests.Harness;

/// <summary>What the process does until it dies: tickets as an app submits them, and then what leads to the transition of the kill point.</summary>
internal sealed class Scenario(SupportClient client, IOutbox outbox, IDeliveryQueue queue, Func<TicketMessage, string?> remoteId, Action<bool> incident, Action<TicketId> acknowledged)
{
    public async Task PlayAsync(DeliveryTransition goal)
    {
        var others = Enumerable.Range(0, 4).Select(_ => SubmitAsync("plain")).ToList();
        if (goal is { From: null } and not { Event: DeliveryEvent.Submitted })
            await PreparedAsync(goal.Event);
        else if (goal.From == DeliveryState.Accepted)
            await AcceptedAsync(goal.Event);
        else if (goal.From == DeliveryState.Sending)
            await SendAsync(goal.Event);
        else if (goal.Event is DeliveryEvent.Acknowledged or DeliveryEvent.Retried or DeliveryEvent.Cancelled)
            await DecideAsync(await InAsync(goal.From!.Value), goal.Event);

        await Task.WhenAll(others);
    }

    /// <summary>Serves until somebody kills the process.</summary>
    public async Task ServeAsync(int seed)
    {
        var random = new Random(seed);
        string[] kinds = ["plain", "plain", "plain", "deferred", "lost"];
        while (true)
            await SubmitAsync(kinds[random.Next(kinds.Length)]);
    }

    private async Task<TicketId> SubmitAsync(string kind)
    {
        var receipt = await client.SubmitAsync(Ticket(kind));
        acknowledged(receipt.Id);
        return receipt.Id;
    }

    private Task<TicketId> SendAsync(DeliveryEvent happened) => happened switch
    {
        DeliveryEvent.Deferred => SubmitAsync("deferred"),
        DeliveryEvent.AnswerLost => SubmitAsync("lost"),
        DeliveryEvent.AttentionNeeded => SubmitAsync("parked"),
        _ => SubmitAsync("plain"),
    };

    private async Task PreparedAsync(DeliveryEvent happened)
    {
        if (happened == DeliveryEvent.DuplicateFound)
        {
            await FreezeAsync(DeliveryState.Duplicate, SupportChannel.Email);
            return;
        }

        incident(happened == DeliveryEvent.IncidentMatched);
        var receipt = await client.SubmitPreparedAsync(await client.PrepareAsync(Ticket("plain")));
        incident(false);
        acknowledged(receipt.Id);
    }

    private async Task AcceptedAsync(DeliveryEvent happened)
    {
        incident(happened == DeliveryEvent.IncidentMatched);
        await SubmitAsync(happened == DeliveryEvent.DuplicateFound ? "duplicate" : "plain");
        incident(false);
    }

    private async Task DecideAsync((TicketId Id, SupportChannel Channel) ticket, DeliveryEvent happened)
    {
        if (happened == DeliveryEvent.Retried)
            await client.RetryAsync(ticket.Id);
        else if (happened == DeliveryEvent.Cancelled)
            await client.CancelAsync(ticket.Id);
        else
            await queue.SettleAsync(new Settlement(ticket.Id, ticket.Channel, happened, 1, TimeProvider.System.GetUtcNow()), CancellationToken.None);
    }

    // No loop of this process serves Slack: what is pending there stays so until the last process comes, which serves it.
    private async Task<(TicketId Id, SupportChannel Channel)> InAsync(DeliveryState state)
    {
        switch (state)
        {
            case DeliveryState.Uncertain:
                return (await SubmitAsync("lost"), SupportChannel.Email);
            case DeliveryState.Parked:
                return (await SubmitAsync("parked"), SupportChannel.Email);
            case DeliveryState.Cancelled:
                var given = await FreezeAsync(DeliveryState.Pending, SupportChannel.Slack);
                await client.CancelAsync(given);
                return (given, SupportChannel.Slack);
            default:
                return (await FreezeAsync(state, SupportChannel.Slack), SupportChannel.Slack);
        }
    }

    private async Task<TicketId> FreezeAsync(DeliveryState state, SupportChannel channel)
    {
        var frozen = (await client.PrepareAsync(Ticket("direct"))).Frozen!;
        var (id, now) = (frozen.Message.Id, frozen.Message.SubmittedAt);
        await outbox.FreezeAsync(new FrozenEntry(id, now, TicketBytes.Write(frozen), [new DeliveryStart(channel, state, now, remoteId(frozen.Message))]), CancellationToken.None);
        acknowledged(id);
        return id;
    }

    private static SupportTicket Ticket(string kind) => new()
    {
        Summary = $"Crash test, {kind}",
        OccurredAt = new DateTimeOffset(2026, 3, 2, 12, 0, 0, TimeSpan.Zero),
        UserId = "user-7f3a",
        ApiErrors = [new ApiError { Method = "POST", Url = "https://actionkit.useparagon.com/projects/p/actions", OccurredAt = new DateTimeOffset(2026, 3, 2, 12, 0, 0, TimeSpan.Zero), StatusCode = 500 }],
    };
}

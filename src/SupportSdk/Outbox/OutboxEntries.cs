namespace SupportSdk.Outbox;

/// <summary>A redacted ticket as it was accepted.</summary>
internal sealed record AcceptedTicket(TicketId Id, DateTimeOffset SubmittedAt, ReadOnlyMemory<byte> Payload);

/// <summary>The exact bytes of a ticket and where they go.</summary>
internal sealed record FrozenEntry(TicketId Id, DateTimeOffset SubmittedAt, ReadOnlyMemory<byte> Payload, IReadOnlyList<DeliveryStart> Deliveries);

/// <summary>How a delivery begins: pending, held, or duplicate.</summary>
internal sealed record DeliveryStart(SupportChannel Channel, DeliveryState State, DateTimeOffset DueAt, string? RemoteId);

/// <summary>A delivery that this process alone works on.</summary>
internal sealed record ClaimedDelivery(TicketId Id, SupportChannel Channel, ReadOnlyMemory<byte> Payload, string? RemoteId, int Attempts, bool PossiblySent);

/// <summary>What an attempt came to. <c>DueAt</c> counts for a deferred one only.</summary>
internal sealed record Settlement(TicketId Id, SupportChannel Channel, DeliveryEvent Event, int Attempts, DateTimeOffset At)
{
    public DeliveryState State => DeliveryTransitions.After(Event);

    public string? RemoteId { get; init; }

    public string? Error { get; init; }

    public DateTimeOffset? DueAt { get; init; }

    /// <summary>Of what is parked: the channel's mark of the settings that parked it.</summary>
    public string? SettingsMark { get; init; }
}

/// <summary>How long delivered tickets stay for a look: until they are older, or so many newer ones are there.</summary>
internal sealed record OutboxRetention(TimeSpan Age, int Count)
{
    public static OutboxRetention Default { get; } = new(TimeSpan.FromDays(30), 1_000);
}

/// <summary>All that is known of a ticket. <c>Frozen</c> is null until it is frozen; then <c>Accepted</c> may be null.</summary>
internal sealed record OutboxRecord(TicketId Id, DateTimeOffset SubmittedAt, ReadOnlyMemory<byte>? Accepted, ReadOnlyMemory<byte>? Frozen, IReadOnlyList<ChannelDelivery> Deliveries)
{
    /// <summary>Why the stored bytes cannot be given back: then both payloads are null, and the deliveries are still told.</summary>
    public string? Damage { get; init; }
}

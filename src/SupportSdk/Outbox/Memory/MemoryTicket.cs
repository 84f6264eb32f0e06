namespace SupportSdk.Outbox.Memory;

/// <summary>A ticket of the memory outbox. It copies what it is given: the caller's buffer may be used again.</summary>
internal sealed class MemoryTicket(TicketId id, DateTimeOffset submittedAt)
{
    public TicketId Id => id;

    public DateTimeOffset SubmittedAt => submittedAt;

    public byte[]? Accepted { get; set; }

    public byte[]? Frozen { get; private set; }

    public string? Damage { get; set; }

    public IReadOnlyList<MemoryDelivery> Deliveries { get; private set; } = [];

    public void Freeze(FrozenEntry entry, DateTimeOffset now)
    {
        (Accepted, Frozen, Damage) = (null, entry.Payload.ToArray(), null);
        Deliveries = [.. entry.Deliveries.OrderBy(start => start.Channel).Select(start => new MemoryDelivery(this, start, now))];
    }

    /// <summary>Whether it was delivered, and nothing of it is left to do.</summary>
    public bool HasEnded =>
        Deliveries.Any(delivery => delivery.State == DeliveryState.Delivered) && Deliveries.All(delivery => delivery.State is DeliveryState.Delivered or DeliveryState.Cancelled);

    public MemoryDelivery? Of(SupportChannel channel) => Deliveries.FirstOrDefault(delivery => delivery.Channel == channel);

    public OutboxRecord ToRecord() =>
        new(id, submittedAt, AsPayload(Accepted), AsPayload(Frozen), [.. Deliveries.Select(delivery => delivery.ToPublic())]) { Damage = Damage };

    private static ReadOnlyMemory<byte>? AsPayload(byte[]? payload) => payload is null ? default(ReadOnlyMemory<byte>?) : payload.AsMemory();
}

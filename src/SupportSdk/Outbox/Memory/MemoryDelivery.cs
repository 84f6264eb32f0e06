namespace SupportSdk.Outbox.Memory;

/// <summary>One delivery of the memory outbox.</summary>
internal sealed class MemoryDelivery(MemoryTicket ticket, DeliveryStart start, DateTimeOffset startedAt)
{
    /// <summary>Due first, then the older, then by id: the order of the SQL outbox.</summary>
    public static readonly IComparer<MemoryDelivery> ByTurn = Comparer<MemoryDelivery>.Create((a, b) =>
        (a.DueAt, a.SubmittedAt).CompareTo((b.DueAt, b.SubmittedAt)) is var order and not 0 ? order : string.CompareOrdinal(a.Id, b.Id));

    private int _attempts;
    private string? _error;
    private string? _remoteId = start.RemoteId;
    private DateTimeOffset _at = startedAt;
    private bool _possiblySent;
    private string? _settingsMark;

    public SupportChannel Channel => start.Channel;

    public DeliveryState State { get; private set; } = start.State;

    public DateTimeOffset DueAt { get; private set; } = start.DueAt;

    /// <summary>The mark of the settings that parked it, as long as it is parked.</summary>
    public string? ParkedBy => State == DeliveryState.Parked ? _settingsMark : null;

    private DateTimeOffset SubmittedAt => ticket.SubmittedAt;

    private string Id => ticket.Id.ToString();

    public bool Takes(DeliveryEvent happened) => DeliveryTransitions.Next(State, happened) is not null;

    public void Claim(DateTimeOffset now) => (State, _at) = (DeliveryTransitions.After(DeliveryEvent.Claimed), now);

    public void Decide(DeliveryEvent decision, DateTimeOffset now) => (State, _at, DueAt) = (DeliveryTransitions.After(decision), now, now);

    public void Settle(Settlement settlement)
    {
        (State, _attempts, _at, _error, _settingsMark) = (settlement.State, settlement.Attempts, settlement.At, settlement.Error, settlement.SettingsMark);
        _remoteId = settlement.RemoteId ?? _remoteId;
        _possiblySent |= settlement.State == DeliveryState.Uncertain;
        if (settlement is { State: DeliveryState.Pending, DueAt: { } due })
            DueAt = due;
    }

    public ClaimedDelivery ToClaim() => new(ticket.Id, Channel, ticket.Frozen, _remoteId, _attempts, _possiblySent);

    public ChannelDelivery ToPublic() =>
        new() { Channel = Channel, State = State, Attempts = _attempts, LastError = _error, At = _at, RemoteId = _remoteId, PossiblySent = _possiblySent };
}

namespace SupportSdk;

/// <summary>The exact bytes of a ticket with what its receipt says: what the outbox keeps from pending on.</summary>
internal sealed record FrozenTicket
{
    public required TicketMessage Message { get; init; }
    public required string Sha256 { get; init; }
    public required PriorityClassification Classification { get; init; }
    public required ResponseEstimate Response { get; init; }
    public IReadOnlyList<MissingDiagnostic> Missing { get; init; } = [];
    public IReadOnlyList<RedactionNote> Redactions { get; init; } = [];
    public IReadOnlyList<StatusIncident> RelatedIncidents { get; init; } = [];

    /// <summary>What was left out so that the message fits, in words.</summary>
    public IReadOnlyList<string> Cut { get; init; } = [];

    /// <summary>The open incident that the ticket matches; with <c>KnownIncidents.Hold</c> it is held for it.</summary>
    public StatusIncident? HeldFor { get; init; }

    public override string ToString() => $"FrozenTicket {Message.Id}";
}

namespace SupportSdk.Testing;

/// <summary>A ticket that an app submitted to a <see cref="RecordingSupportClient"/>.</summary>
public sealed record SubmittedTicket
{
    /// <summary>What the app submitted; <see langword="null"/> where it submitted a prepared ticket.</summary>
    public SupportTicket? Ticket { get; init; }

    /// <summary>What the app got.</summary>
    public required TicketReceipt Receipt { get; init; }

    /// <summary>What support would have got, byte for byte; <see langword="null"/> where nothing would have been sent.</summary>
    public TicketMessage? Message { get; init; }

    /// <summary>The id and the outcome.</summary>
    public override string ToString() => $"SubmittedTicket {Receipt.Id} {Receipt.Outcome}";
}

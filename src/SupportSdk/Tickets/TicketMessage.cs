namespace SupportSdk;

/// <summary>What a channel sends: frozen, so that every attempt sends the same bytes, and those that were previewed.</summary>
public sealed record TicketMessage
{
    /// <summary>The ticket's id.</summary>
    public required TicketId Id { get; init; }

    /// <summary>The subject: one line with the priority and the id.</summary>
    public required string Subject { get; init; }

    /// <summary>The message as plain text, complete on its own.</summary>
    public required string Text { get; init; }

    /// <summary>The message as HTML.</summary>
    public required string Html { get; init; }

    /// <summary>The machine-readable diagnostics, UTF-8.</summary>
    public required ReadOnlyMemory<byte> Json { get; init; }

    /// <summary>Files that the app attached.</summary>
    public IReadOnlyList<TicketAttachment> Attachments { get; init; } = [];

    /// <summary>The requested priority.</summary>
    public required TicketPriority Priority { get; init; }

    /// <summary>When the ticket was submitted.</summary>
    public required DateTimeOffset SubmittedAt { get; init; }

    /// <summary>The person whom support answers.</summary>
    public TicketContact? Contact { get; init; }

    /// <summary>The id and sizes; never the text.</summary>
    public override string ToString() => $"TicketMessage {Id}, {Json.Length} bytes of JSON, attachments: {Attachments.Count}";
}

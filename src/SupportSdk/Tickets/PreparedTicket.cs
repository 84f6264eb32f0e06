namespace SupportSdk;

/// <summary>A ticket as it will be sent, byte for byte: show it, let a person approve it, then submit it.</summary>
public sealed record PreparedTicket
{
    /// <summary>The ticket's id.</summary>
    public required TicketId Id { get; init; }

    /// <summary>The message as plain text; channels send exactly this, as UTF-8.</summary>
    public required string Text { get; init; }

    /// <summary>The message as HTML; channels send exactly this, as UTF-8.</summary>
    public required string Html { get; init; }

    /// <summary>The machine-readable diagnostics; channels send exactly these bytes as <c>diagnostics.json</c>.</summary>
    public required ReadOnlyMemory<byte> Json { get; init; }

    /// <summary>
    /// SHA-256 over everything that is sent (id, subject, text, HTML, JSON, contact, and each attachment's name, type and content), 64 lower-case hexadecimal digits;
    /// a submission whose bytes differ is refused.
    /// </summary>
    public required string Sha256 { get; init; }

    /// <summary>What was masked, and where; never the text.</summary>
    public IReadOnlyList<RedactionNote> Redactions { get; init; } = [];

    /// <summary>Required diagnostics that the ticket does not have.</summary>
    public IReadOnlyList<MissingDiagnostic> Missing { get; init; } = [];

    /// <summary>The priority that will be requested, and why.</summary>
    public required PriorityClassification Classification { get; init; }

    /// <summary>By when support responds, counted from the preparation.</summary>
    public required ResponseEstimate Response { get; init; }

    /// <summary>What was left out so that the ticket fits the smallest channel, in words; empty where all of it goes.</summary>
    /// <remarks><inheritdoc cref="TicketReceipt.Cut" path="/remarks/node()"/></remarks>
    public IReadOnlyList<string> Cut { get; init; } = [];

    internal FrozenTicket? Frozen { get; init; }

    /// <summary>The id and sizes; never the text.</summary>
    public override string ToString() => $"PreparedTicket {Id}, {Json.Length} bytes of JSON, missing: {Missing.Count}, redactions: {Redactions.Count}";
}

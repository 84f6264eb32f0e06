namespace SupportSdk.Policy;

/// <summary>Within how many hours support first responds to a ticket of one priority.</summary>
/// <remarks>Source: "Contacting Support", the row "Initial Response" of the table of support levels.</remarks>
public sealed record ResponseTarget
{
    /// <summary>The priority for which the target holds.</summary>
    public required TicketPriority Priority { get; init; }

    /// <summary>The hours of <see cref="Basis"/> within which support responds.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public required TimeSpan Within
    {
        get;
        init => field = value >= TimeSpan.Zero ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "A response target cannot be negative.");
    }

    /// <summary>What the hours count.</summary>
    /// <value>The default is <see cref="ResponseBasis.BusinessHours"/>.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is not defined.</exception>
    public ResponseBasis Basis
    {
        get;
        init => field = Enum.IsDefined(value) ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Unknown response basis.");
    } = ResponseBasis.BusinessHours;
}

namespace SupportSdk;

/// <summary>How a ticket fares on one channel.</summary>
public sealed record ChannelDelivery
{
    /// <summary>The channel.</summary>
    public required SupportChannel Channel { get; init; }

    /// <summary>The state.</summary>
    public required DeliveryState State { get; init; }

    /// <summary>How many attempts were made.</summary>
    public int Attempts { get; init; }

    /// <summary>Why the last attempt failed, in words with the way out.</summary>
    public string? LastError { get; init; }

    /// <summary>When the state was reached.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>Whether an earlier attempt ended without an answer, so that support may have the ticket already: a further attempt has the same id.</summary>
    public bool PossiblySent { get; init; }

    /// <summary>The channel's own id of the message: the Message-ID of a mail.</summary>
    public string? RemoteId { get; init; }

    /// <summary>The channel, the state and the number of attempts; never the error's text.</summary>
    public override string ToString() => $"ChannelDelivery {Channel} {State}, attempts: {Attempts.ToString(System.Globalization.CultureInfo.InvariantCulture)}";
}

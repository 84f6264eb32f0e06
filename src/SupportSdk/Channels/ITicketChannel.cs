namespace SupportSdk.Channels;

/// <summary>Delivers a frozen ticket to support by one way: email, Slack, or your own.</summary>
/// <remarks>Called by one delivery loop, one ticket at a time. Retries, back-off and the circuit breaker are the loop's; a channel makes one honest attempt.</remarks>
public interface ITicketChannel
{
    /// <summary>Which way this is.</summary>
    SupportChannel Channel { get; }

    /// <summary>How many bytes one ticket may have, everything included, as it travels. Evidence is cut beforehand so that it fits.</summary>
    int MaxBytes { get; }

    /// <summary>The channel's own id for the message, made once per ticket and stored before the first attempt; <see langword="null"/> where the far side makes it.</summary>
    /// <param name="message">The ticket.</param>
    string? CreateRemoteId(TicketMessage message);

    /// <summary>Makes one attempt.</summary>
    /// <param name="message">The ticket; the same bytes at every attempt.</param>
    /// <param name="remoteId">What <see cref="CreateRemoteId"/> gave for this ticket.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>What was seen. A failure is a result; exceptions are for cancellation and defects.</returns>
    Task<ChannelResult> SendAsync(TicketMessage message, string? remoteId, CancellationToken cancellationToken);
}

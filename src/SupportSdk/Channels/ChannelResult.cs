namespace SupportSdk.Channels;

/// <summary>What one attempt to deliver came to.</summary>
public sealed record ChannelResult
{
    private ChannelResult(ChannelResultKind kind) => Kind = kind;

    /// <summary>The kind of end.</summary>
    public ChannelResultKind Kind { get; }

    /// <summary>The channel's id of the message, where it is known.</summary>
    public string? RemoteId { get; private init; }

    /// <summary>Why it did not arrive, in words with the way out; holds no secret.</summary>
    public string? Reason { get; private init; }

    /// <summary>How long the far side asked to wait, where it did.</summary>
    public TimeSpan? RetryAfter { get; private init; }

    /// <summary>The far side acknowledged the ticket.</summary>
    /// <param name="remoteId">The channel's id of the message.</param>
    /// <param name="note">What differs from the preview, for example that a part was too large for the server.</param>
    public static ChannelResult Delivered(string? remoteId, string? note = null) => new(ChannelResultKind.Delivered) { RemoteId = remoteId, Reason = note };

    /// <summary>It certainly did not arrive, and may at another try.</summary>
    /// <param name="reason">Why, in words.</param>
    /// <param name="retryAfter">How long the far side asked to wait.</param>
    public static ChannelResult TryAgain(string reason, TimeSpan? retryAfter = null) => new(ChannelResultKind.TryAgain) { Reason = reason, RetryAfter = retryAfter };

    /// <summary>It was handed over, and no acknowledgement came.</summary>
    /// <param name="reason">Why, in words.</param>
    /// <param name="remoteId">The channel's id of the message.</param>
    public static ChannelResult Uncertain(string reason, string? remoteId = null) => new(ChannelResultKind.Uncertain) { Reason = reason, RemoteId = remoteId };

    /// <summary>It cannot arrive until a person mends something: a password, a certificate, a channel that is gone.</summary>
    /// <param name="reason">Why, in words, with the setting and the way out.</param>
    public static ChannelResult NeedsAttention(string reason) => new(ChannelResultKind.NeedsAttention) { Reason = reason };

    /// <summary>The kind of end; never the reason's text.</summary>
    public override string ToString() => $"ChannelResult {Kind}";
}

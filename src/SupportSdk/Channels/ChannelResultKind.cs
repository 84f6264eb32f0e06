namespace SupportSdk.Channels;

/// <summary>How an attempt to deliver ended.</summary>
public enum ChannelResultKind
{
    /// <summary>The far side acknowledged the ticket.</summary>
    Delivered = 0,

    /// <summary>It did not arrive, and may at another try.</summary>
    TryAgain = 1,

    /// <summary>It was handed over, and no acknowledgement came.</summary>
    Uncertain = 2,

    /// <summary>A person must mend something first.</summary>
    NeedsAttention = 3,
}

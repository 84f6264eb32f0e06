namespace SupportSdk.Outbox;

/// <summary>The outbox cannot do it: locked, read-only, not a database, disk full. The message names the reason and the way out, and no content.</summary>
public sealed class OutboxUnavailableException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="reason">The reason and the way out, in words.</param>
    /// <param name="inner">What the store said.</param>
    public OutboxUnavailableException(string reason, Exception? inner = null)
        : base(reason, inner)
    {
    }
}

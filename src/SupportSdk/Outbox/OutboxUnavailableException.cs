namespace SupportSdk.Outbox;

/// <summary>The outbox cannot do it: locked, read-only, not a database, disk full. The message names the reason and the way out, and no content.</summary>
internal sealed class OutboxUnavailableException(string reason, Exception? inner = null) : Exception(reason, inner);

namespace SupportSdk.Outbox;

/// <summary>The ticket is stored with other bytes: another process that shares the outbox took it over and was first.</summary>
internal sealed class TicketStoredException(string message) : InvalidOperationException(message);

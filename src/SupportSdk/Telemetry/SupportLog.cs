using Microsoft.Extensions.Logging;

namespace SupportSdk.Telemetry;

/// <summary>Every message the SDK logs. Ids are unique and never reused; no message holds a ticket's text, a user or a secret.</summary>
internal static partial class SupportLog
{
    [LoggerMessage(1, LogLevel.Information, "Ticket {TicketId} accepted, outbox durable: {Durable}")]
    public static partial void TicketAccepted(ILogger logger, TicketId ticketId, bool durable);

    [LoggerMessage(2, LogLevel.Information, "Ticket {TicketId} delivered by {Channel}, attempts: {Attempts}")]
    public static partial void TicketDelivered(ILogger logger, TicketId ticketId, SupportChannel channel, int attempts);

    [LoggerMessage(3, LogLevel.Warning, "Ticket {TicketId} on {Channel}: attempt {Attempt} failed and is tried again: {Reason}")]
    public static partial void AttemptFailed(ILogger logger, TicketId ticketId, SupportChannel channel, int attempt, string reason);

    [LoggerMessage(4, LogLevel.Error, "Ticket {TicketId} on {Channel} is parked until a person mends it: {Reason}")]
    public static partial void TicketParked(ILogger logger, TicketId ticketId, SupportChannel channel, string reason);

    [LoggerMessage(5, LogLevel.Warning, "Ticket {TicketId} on {Channel}: it is uncertain whether it arrived: {Reason}")]
    public static partial void DeliveryUncertain(ILogger logger, TicketId ticketId, SupportChannel channel, string reason);

    [LoggerMessage(6, LogLevel.Error, "The outbox could not take ticket {TicketId}: {Reason}")]
    public static partial void OutboxUnavailable(ILogger logger, TicketId ticketId, string reason);

    [LoggerMessage(7, LogLevel.Warning, "The status feed is unknown: {Problem}")]
    public static partial void StatusUnknown(ILogger logger, string problem);

    [LoggerMessage(8, LogLevel.Information, "Tickets of an earlier run that go on: {Count}")]
    public static partial void Resumed(ILogger logger, int count);

    [LoggerMessage(9, LogLevel.Warning, "Shutdown deadline reached with {Count} tickets undelivered, outbox durable: {Durable}")]
    public static partial void UndeliveredAtShutdown(ILogger logger, int count, bool durable);

    [LoggerMessage(10, LogLevel.Warning, "Capture failed and the call went on: {Reason}")]
    public static partial void CaptureFailed(ILogger logger, string reason);

    [LoggerMessage(11, LogLevel.Error, "Delivery over {Channel} met an unexpected failure and goes on: {Reason}")]
    public static partial void PumpFailed(ILogger logger, SupportChannel channel, string reason);

    [LoggerMessage(12, LogLevel.Critical, "The app is crashing; its ticket {TicketId} is stored and sent at the next start")]
    public static partial void CrashRecorded(ILogger logger, TicketId ticketId);

    [LoggerMessage(13, LogLevel.Information, "Ticket {TicketId} is held for a known incident")]
    public static partial void TicketHeld(ILogger logger, TicketId ticketId);

    [LoggerMessage(14, LogLevel.Critical, "The app is crashing and its ticket could not be stored: {Reason}")]
    public static partial void CrashNotRecorded(ILogger logger, string reason);

    [LoggerMessage(15, LogLevel.Error, "Tickets of an earlier run cannot be taken over now: {Reason}")]
    public static partial void RecoveryFailed(ILogger logger, string reason);

    [LoggerMessage(16, LogLevel.Error, "Ticket {TicketId} is stored, but could not be finished now: {Reason}")]
    public static partial void FinishFailed(ILogger logger, TicketId ticketId, string reason);

    [LoggerMessage(17, LogLevel.Error, "Ticket {TicketId} cannot be read back from the outbox and is set aside; the others go on: {Reason}")]
    public static partial void TicketDamaged(ILogger logger, TicketId ticketId, string reason);

    [LoggerMessage(40, LogLevel.Information, "Calls of HTTP clients without a handler of the SDK's are not seen: the app is built without EventSourceSupport")]
    public static partial void UninstrumentedUnseen(ILogger logger);
    [LoggerMessage(18, LogLevel.Warning, "The outbox is not durable, and each receipt says so: {Reason}")]
    public static partial void OutboxNotDurable(ILogger logger, string reason);

    [LoggerMessage(19, LogLevel.Warning, "Old delivered tickets could not be let go now: {Reason}")]
    public static partial void RetentionFailed(ILogger logger, string reason);

    [LoggerMessage(31, LogLevel.Information, "{Channel} has other settings than those that parked tickets; tickets that go on: {Count}")]
    public static partial void ParkedGoOn(ILogger logger, SupportChannel channel, int count);

    [LoggerMessage(32, LogLevel.Warning, "Whether parked tickets of {Channel} may go on could not be read now: {Reason}")]
    public static partial void ParkedNotCompared(ILogger logger, SupportChannel channel, string reason);

    [LoggerMessage(30, LogLevel.Warning, "Task History was not read whole: {Problem}")]
    public static partial void HistoryIncomplete(ILogger logger, string problem);
}

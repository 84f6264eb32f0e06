namespace SupportSdk.Outbox;

/// <summary>What no outbox does twice: the bytes of a ticket are written once.</summary>
internal static class OutboxRefusal
{
    public static void ThrowUnless(bool stored, TicketId id, string step)
    {
        if (!stored)
            throw new TicketStoredException($"Ticket {id} was {step} before; its bytes are not replaced.");
    }
}

/// <summary>The ticket is stored with other bytes: another process that shares the outbox took it over and was first.</summary>
internal sealed class TicketStoredException(string message) : InvalidOperationException(message);

namespace SupportSdk.Rendering;

/// <summary>The subject: the priority, the summary, and the id as a reference that no help desk takes for one of its issue keys.</summary>
internal static class TicketSubject
{
    public static string Of(ResolvedTicket ticket, TicketPriority priority) => $"[{priority}] {ticket.Summary} (ref {ticket.Id})";
}

using SupportSdk;

namespace ConsoleApp;

/// <summary>What not to do: the build says SUP1001 here, and names what this ticket lacks. Nothing calls it.</summary>
internal static class IncompleteTicket
{
    public static Task<TicketReceipt> SubmitAsync(SupportClient support) => support.SubmitAsync(new SupportTicket { Summary = "sync fails" });
}

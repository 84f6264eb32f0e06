namespace SupportSdk;

/// <summary>The ticket lacks required diagnostics, and <c>SupportOptions.RequireCompleteTickets</c> refuses such tickets; nothing was stored.</summary>
public sealed class IncompleteTicketException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="missing">What the ticket lacks.</param>
    public IncompleteTicketException(IReadOnlyList<MissingDiagnostic> missing)
        : base("The ticket is incomplete. " + string.Join(" ", missing.Select(m => $"{m.Diagnostic} is missing: {m.HowToSupply}"))
               + " Set SupportOptions.RequireCompleteTickets to false to send it all the same.") => Missing = missing;

    /// <summary>What the ticket lacks.</summary>
    public IReadOnlyList<MissingDiagnostic> Missing { get; }
}

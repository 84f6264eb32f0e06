namespace SupportSdk;

/// <summary>The ticket cannot be sent as it is; nothing was stored. All problems are named at once.</summary>
public sealed class TicketRejectedException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="problems">Each problem in words, with the property and the way out.</param>
    public TicketRejectedException(IReadOnlyList<string> problems)
        : base("The ticket cannot be sent: " + string.Join(" ", problems)) => Problems = problems;

    /// <summary>Each problem in words, with the property and the way out.</summary>
    public IReadOnlyList<string> Problems { get; }
}

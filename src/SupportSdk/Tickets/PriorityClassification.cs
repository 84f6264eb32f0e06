namespace SupportSdk;

/// <summary>The priority that follows from the support page's definitions.</summary>
/// <param name="Priority">The priority.</param>
/// <param name="Reason">Why, in words.</param>
public sealed record PriorityClassification(TicketPriority Priority, string Reason)
{
    /// <summary>The priority; never the text.</summary>
    public override string ToString() => $"PriorityClassification {Priority}";
}

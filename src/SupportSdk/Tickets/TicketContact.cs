namespace SupportSdk;

/// <summary>The person whom support answers.</summary>
/// <param name="Name">The person's name.</param>
/// <param name="Email">The person's address; replies go there.</param>
public sealed record TicketContact(string Name, string Email)
{
    /// <summary>The kind; never the name or the address.</summary>
    public override string ToString() => nameof(TicketContact);
}

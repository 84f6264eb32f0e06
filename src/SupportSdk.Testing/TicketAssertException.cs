namespace SupportSdk.Testing;

/// <summary>A submitted ticket is not as a test wants it.</summary>
public sealed class TicketAssertException : Exception
{
    internal TicketAssertException(string message)
        : base(message)
    {
    }
}

namespace SupportSdk.Email.Tests.Faults;

/// <summary>What the server does in place of its reply.</summary>
public enum SmtpFault
{
    /// <summary>Closes.</summary>
    Cut,

    /// <summary>Resets the connection.</summary>
    Reset,

    /// <summary>Says nothing and reads nothing.</summary>
    Stall,

    /// <summary>Sends a reply byte by byte, and never its end.</summary>
    Drip,

    /// <summary>Sends half a code, then closes.</summary>
    Half,

    /// <summary>Refuses for now.</summary>
    RefuseForNow,

    /// <summary>Refuses for good.</summary>
    RefuseForGood,

    /// <summary>Refuses for good, then says nothing more.</summary>
    RefuseThenStall,

    /// <summary>Sends a code that means something else.</summary>
    WrongCode,

    /// <summary>Sends what is no reply.</summary>
    Garbage,

    /// <summary>Sends a reply without end, as fast as it is read.</summary>
    Huge,

    /// <summary>Sends the right reply in many lines.</summary>
    ManyLines,

    /// <summary>Sends the right reply twice at once.</summary>
    Twice,
}

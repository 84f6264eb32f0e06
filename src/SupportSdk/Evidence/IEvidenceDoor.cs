namespace SupportSdk;

/// <summary>The capture door: texts that enter pass it, and records become text only here, redacted and bounded.</summary>
internal interface IEvidenceDoor
{
    /// <summary>The user ID of a token, or null where it is none; the token is not kept.</summary>
    string? UserIdOf(string userToken);

    string CleanUserId(string userId);

    /// <summary>Makes text of records, redacted.</summary>
    TicketDiagnostics Read(EvidenceCopy copy);
}

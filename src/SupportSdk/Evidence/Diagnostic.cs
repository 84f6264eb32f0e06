namespace SupportSdk;

/// <summary>The diagnostics that Paragon's support needs before it can start on a ticket.</summary>
/// <remarks>Source: "Contacting Support", the list under "To help our team reach a resolution as quickly as possible".</remarks>
[Flags]
public enum Diagnostic
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>When the issue occurred, as an instant with its offset.</summary>
    OccurredAt = 1,

    /// <summary>At least one of: a link to a workflow execution, an API error, a browser-console error, an exception.</summary>
    Evidence = 2,

    /// <summary>The user ID of the Paragon User Token (its <c>sub</c> claim), where an end user is affected.</summary>
    UserId = 4,
}

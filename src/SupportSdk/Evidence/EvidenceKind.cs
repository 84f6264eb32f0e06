namespace SupportSdk;

/// <summary>What a record is; each kind has a ring of its own in a scope, so that chatter never pushes an error out.</summary>
internal enum EvidenceKind : byte
{
    /// <summary>A call that was answered with success.</summary>
    Call,

    /// <summary>A log below error.</summary>
    Log,

    /// <summary>A call that failed: captured, or added by the app.</summary>
    ApiError,

    ConsoleError,

    Exception,

    /// <summary>A log of level error or above.</summary>
    ErrorLog,
}

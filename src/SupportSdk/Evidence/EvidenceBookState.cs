namespace SupportSdk;

/// <summary>Whether a book takes part in its client's budget.</summary>
internal enum EvidenceBookState
{
    /// <summary>Not now: nothing is noted in it.</summary>
    Outside,

    Inside,

    /// <summary>Its scope is closed.</summary>
    Left,
}

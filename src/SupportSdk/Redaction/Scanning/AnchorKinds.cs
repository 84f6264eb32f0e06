namespace SupportSdk.Redaction.Scanning;

/// <summary>What stands at an anchor.</summary>
[Flags]
internal enum AnchorKinds
{
    None = 0,

    /// <summary>Three letters that a word of the tables begins with; the word itself is still to be compared.</summary>
    Word = 1,

    /// <summary>A mark: <c>? % &amp; \ ~</c>.</summary>
    Mark = 2,

    /// <summary>The last character of the first <see cref="AnchorFinder.TokenRun"/> of a run of letters, digits, <c>- _ ~</c>.</summary>
    Token = 4,

    /// <summary>The last character of the first <see cref="AnchorFinder.DigitRun"/> of a run of digits, blanks and dashes.</summary>
    Digits = 8,
}

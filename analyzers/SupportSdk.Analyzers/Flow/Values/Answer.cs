namespace SupportSdk.Analyzers.Flow.Values;

/// <summary>What a value may be, over all the ways that lead here.</summary>
[Flags]
internal enum Answer
{
    None = 0,

    /// <summary>There, and known to be: a creation, a constant that is not blank.</summary>
    Given = 1,

    /// <summary>Whatever the run makes of it: a parameter, a call. It counts as evidence.</summary>
    Assumed = 2,

    /// <summary>Out of sight: nothing is said about it.</summary>
    Unknown = 4,

    Null = 8,

    /// <summary>Not null, but blank, of no elements, or the default.</summary>
    Empty = 16,

    Missing = Null | Empty,
}

namespace SupportSdk.Analyzers;

/// <summary>The categories of the rules; the ids of each have a range.</summary>
internal static class RuleCategory
{
    /// <summary>SUP1xxx: what a ticket has to carry.</summary>
    public const string Completeness = "Completeness";

    /// <summary>SUP2xxx: how a ticket is submitted.</summary>
    public const string Submission = "Submission";

    /// <summary>SUP3xxx: what must not stand in a ticket.</summary>
    public const string DataSafety = "DataSafety";

    /// <summary>SUP4xxx: how the SDK is registered.</summary>
    public const string Registration = "Registration";
}

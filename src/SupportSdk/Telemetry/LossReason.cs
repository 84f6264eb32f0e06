namespace SupportSdk.Telemetry;

/// <summary>Why something that was seen was not kept: a closed set, so that every place that can lose something names one.</summary>
internal sealed record LossReason(string Name, string Meaning)
{
    public static readonly LossReason ScopeFull = new("scope-full", "A scope keeps 100 records of a kind; the oldest of the second half gave way.");
    public static readonly LossReason CaptureFailed = new("capture-failed", "Reading a call for evidence failed; the call itself went on.");
    public static readonly LossReason NotAToken = new("not-a-token", "Text given as a user token is not one; no user was noted.");
    public static readonly LossReason TooLarge = new("too-large", "A text was longer than its cap and was cut.");
    public static readonly LossReason OverBudget = new("over-budget", "Evidence was cut so that the ticket fits a channel's size limit.");
    public static readonly LossReason MemoryOutboxClosed = new("memory-outbox-closed", "The app ended with undelivered tickets in the memory outbox.");
    public static readonly LossReason FactNotRead = new("fact-not-read", "A fact of the surroundings gave no answer in time, or failed; the ticket says which.");
    public static readonly LossReason BaselineNotKept = new("baseline-not-kept", "The file of healthy calls could not be read or written; changes since earlier runs are not known.");
}

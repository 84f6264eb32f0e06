namespace SupportSdk.Telemetry;

/// <summary>Why something that was seen is not in a ticket.</summary>
/// <param name="Index">Its place in <see cref="All"/>.</param>
/// <param name="Name">The short name, in tickets and metrics.</param>
/// <param name="Meaning">The reason in words.</param>
internal sealed record LossReason(int Index, string Name, string Meaning)
{
    public static readonly LossReason ScopeFull = new(0, "scope-full", "A scope keeps 128 records of a kind; between the first and the newest, the oldest gave way.");
    public static readonly LossReason CaptureFailed = new(1, "capture-failed", "Reading a call for evidence failed; the call itself went on.");
    public static readonly LossReason NotAToken = new(2, "not-a-token", "Text given as a user token is not one; no user was noted.");
    public static readonly LossReason TooLarge = new(3, "too-large", "A text was longer than its cap and was cut.");
    public static readonly LossReason OverBudget = new(4, "over-budget", "Evidence was cut so that the ticket fits a channel's size limit.");
    public static readonly LossReason MemoryOutboxClosed = new(5, "memory-outbox-closed", "The app ended with undelivered tickets in the memory outbox.");
    public static readonly LossReason MemoryBudget = new(6, "memory-budget", "The evidence of all open scopes had reached its share of memory; the oldest gave way.");
    public static readonly LossReason HistoryIncomplete = new(7, "task-history-incomplete", "Task History was not read, or not whole; the ticket says why.");
    public static readonly LossReason FactNotRead = new(8, "fact-not-read", "A fact of the surroundings gave no answer in time, or failed; the ticket says which.");
    public static readonly LossReason BaselineNotKept = new(9, "baseline-not-kept", "The file of healthy calls could not be read or written; changes since earlier runs are not known.");
    public static readonly LossReason CallNotFollowed = new(10, "call-not-followed", "A call of an uninstrumented client began where the app suppresses the flow of its context; how it ended is not known.");
    public static readonly LossReason LogWithinLog = new(11, "log-within-log", "A log message was written while the text of another was being made, by its ToString; it was not kept.");

    public static IReadOnlyList<LossReason> All { get; } =
    [
        ScopeFull, CaptureFailed, NotAToken, TooLarge, OverBudget, MemoryOutboxClosed, MemoryBudget, HistoryIncomplete, FactNotRead, BaselineNotKept,
        CallNotFollowed, LogWithinLog,
    ];
}

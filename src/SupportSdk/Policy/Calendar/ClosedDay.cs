namespace SupportSdk.Policy.Calendar;

/// <summary>A date on which the office is closed, and why.</summary>
internal readonly record struct ClosedDay(DateOnly Date, string Reason);

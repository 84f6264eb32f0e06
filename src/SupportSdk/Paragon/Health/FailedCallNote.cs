namespace SupportSdk.Paragon.Health;

/// <summary>One failed call.</summary>
/// <param name="Call">What is known of it.</param>
/// <param name="OccurredAt">When it failed: the instant of its <see cref="ApiError"/>.</param>
/// <param name="Trouble">Why no response arrived, where the runtime says so.</param>
internal readonly record struct FailedCallNote(NotedCall Call, DateTimeOffset OccurredAt, HttpRequestError? Trouble);

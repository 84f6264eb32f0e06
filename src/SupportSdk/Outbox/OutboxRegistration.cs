namespace SupportSdk.Outbox;

/// <summary>The outbox that the app chose, known before it is opened; the last one counts.</summary>
internal sealed record OutboxRegistration(bool Durable);

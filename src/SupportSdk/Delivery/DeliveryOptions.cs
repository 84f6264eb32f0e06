using SupportSdk.Outbox;

namespace SupportSdk.Delivery;

/// <summary>How patiently tickets are delivered.</summary>
public sealed class DeliveryOptions
{
    /// <summary>How long one attempt may take.</summary>
    /// <value>The default is 60 seconds.</value>
    public TimeSpan AttemptTimeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>How long to wait after the first failed attempt; it doubles with each further one, with jitter.</summary>
    /// <value>The default is 2 seconds.</value>
    public TimeSpan FirstRetryDelay { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>The longest wait between two attempts.</summary>
    /// <value>The default is 15 minutes.</value>
    public TimeSpan MaxRetryDelay { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>How many attempts follow each other within one turn before the ticket goes back to the queue and others have theirs.</summary>
    /// <value>The default is 3.</value>
    public int AttemptsPerTurn { get; set; } = 3;

    /// <summary>How many failures within a minute open the channel's circuit breaker.</summary>
    /// <value>The default is 6.</value>
    public int FailuresToBreak { get; set; } = 6;

    /// <summary>How long an open circuit breaker keeps the channel at rest.</summary>
    /// <value>The default is 30 seconds.</value>
    public TimeSpan BreakDuration { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long disposal and host stop wait for tickets under way. They are stored before; with a durable outbox the rest goes at the next start.</summary>
    /// <value>The default is 5 seconds.</value>
    public TimeSpan ShutdownTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a delivered ticket stays in the outbox, for <c>FindAsync</c>. What is not delivered never ages out.</summary>
    /// <value>The default is 30 days.</value>
    public TimeSpan KeepDelivered { get; set; } = OutboxRetention.Default.Age;

    /// <summary>How many deliveries stay in the outbox after they arrived, the newest of them.</summary>
    /// <value>The default is 1000.</value>
    public int KeepDeliveredCount { get; set; } = OutboxRetention.Default.Count;
}

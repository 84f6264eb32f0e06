namespace SupportSdk.Outbox;

/// <summary>What moves a ticket from one state to the next.</summary>
internal enum DeliveryEvent
{
    /// <summary>The app submitted it.</summary>
    Submitted,
    /// <summary>Its exact bytes were made.</summary>
    Frozen,
    /// <summary>It matches an open incident.</summary>
    IncidentMatched,
    /// <summary>The same failure has an open ticket.</summary>
    DuplicateFound,
    /// <summary>One process took it to send it.</summary>
    Claimed,
    /// <summary>The far side acknowledged it, at once or late.</summary>
    Acknowledged,
    /// <summary>It certainly did not arrive, and may at another try.</summary>
    Deferred,
    /// <summary>It was handed over, and no answer came.</summary>
    AnswerLost,
    /// <summary>It cannot arrive before a person mends something.</summary>
    AttentionNeeded,
    /// <summary>The process that was sending it died, or lost its lease.</summary>
    OwnerDied,
    /// <summary>The same a second time: one more automatic attempt could be a second duplicate.</summary>
    OwnerDiedAgain,
    /// <summary>A person said: send it.</summary>
    Retried,
    /// <summary>A person said: do not send it.</summary>
    Cancelled,
}

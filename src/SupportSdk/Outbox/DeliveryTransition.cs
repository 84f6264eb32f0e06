namespace SupportSdk.Outbox;

/// <summary>One row of the state machine. <c>From</c> is null where the outbox does not know the ticket yet; <c>Committed</c> is what is on the disk before anybody acts on it.</summary>
internal sealed record DeliveryTransition(DeliveryState? From, DeliveryEvent Event, DeliveryState To, string Committed);

using E = SupportSdk.Outbox.DeliveryEvent;
using S = SupportSdk.DeliveryState;

namespace SupportSdk.Outbox;

/// <summary>
/// The state machine of a ticket on one channel, whole. Every outbox settles through it, <c>docs/delivery.md</c> shows it, and the crash harness takes its kill points from it.
/// What stands in no row does not happen: an outbox ignores it.
/// </summary>
internal static class DeliveryTransitions
{
    public static IReadOnlyList<DeliveryTransition> All { get; } =
    [
        new(null, E.Submitted, S.Accepted, "the redacted ticket, before it is enriched"),
        new(null, E.Frozen, S.Pending, "the exact bytes that were previewed, before any is sent"),
        new(null, E.IncidentMatched, S.Held, "the exact bytes and the incident"),
        new(null, E.DuplicateFound, S.Duplicate, "the exact bytes"),
        new(S.Accepted, E.Frozen, S.Pending, "the exact bytes with one delivery per channel, before any is sent"),
        new(S.Accepted, E.IncidentMatched, S.Held, "the exact bytes and the incident"),
        new(S.Accepted, E.DuplicateFound, S.Duplicate, "the exact bytes"),
        new(S.Pending, E.Claimed, S.Sending, "whose it is, before the channel is asked"),
        new(S.Sending, E.Acknowledged, S.Delivered, "the acknowledgement, before the receipt says so"),
        new(S.Sending, E.Deferred, S.Pending, "the reason and when it is due again"),
        new(S.Sending, E.AnswerLost, S.Uncertain, "the reason, and that it was possibly sent"),
        new(S.Sending, E.AttentionNeeded, S.Parked, "the reason and the way out"),
        new(S.Sending, E.OwnerDied, S.Pending, "that it was possibly sent, before it is sent again"),
        new(S.Sending, E.OwnerDiedAgain, S.Uncertain, "that it was possibly sent; it is not sent again by itself"),
        new(S.Pending, E.Acknowledged, S.Delivered, "the late acknowledgement, which stops the next attempt"),
        new(S.Uncertain, E.Acknowledged, S.Delivered, "the late acknowledgement"),
        new(S.Parked, E.Acknowledged, S.Delivered, "the late acknowledgement"),
        new(S.Cancelled, E.Acknowledged, S.Delivered, "the late acknowledgement: it had left before it was cancelled"),
        new(S.Uncertain, E.Retried, S.Pending, "that a person wants it sent again"),
        new(S.Parked, E.Retried, S.Pending, "that a person has mended what kept it"),
        new(S.Held, E.Retried, S.Pending, "that a person wants it sent despite the incident"),
        new(S.Duplicate, E.Retried, S.Pending, "that a person wants it sent all the same"),
        new(S.Cancelled, E.Retried, S.Pending, "that a person thought better of it"),
        new(S.Pending, E.Cancelled, S.Cancelled, "that a person gave it up; the bytes stay"),
        new(S.Uncertain, E.Cancelled, S.Cancelled, "that a person gave it up; the bytes stay"),
        new(S.Parked, E.Cancelled, S.Cancelled, "that a person gave it up; the bytes stay"),
        new(S.Held, E.Cancelled, S.Cancelled, "that a person gave it up; the bytes stay"),
        new(S.Duplicate, E.Cancelled, S.Cancelled, "that a person gave it up; the bytes stay"),
    ];

    /// <summary>Where the event leads from here; null where it leads nowhere.</summary>
    public static S? Next(S? from, E happened) => All.FirstOrDefault(row => row.From == from && row.Event == happened)?.To;

    /// <summary>The states in which the event counts.</summary>
    public static IEnumerable<S> Before(E happened) => All.Where(row => row is { From: not null } && row.Event == happened).Select(row => row.From!.Value);

    /// <summary>What an event makes of a delivery, for events that lead to one state only.</summary>
    public static S After(E happened) => All.Where(row => row.Event == happened).Select(row => row.To).Distinct().Single();

    /// <summary>The event that freezes a ticket into this state.</summary>
    /// <exception cref="ArgumentException">No ticket begins so.</exception>
    public static E StartOf(S state) =>
        All.FirstOrDefault(row => row.From == S.Accepted && row.To == state)?.Event ?? throw new ArgumentException($"No delivery begins as {state}.", nameof(state));
}

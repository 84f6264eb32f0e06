using System.Globalization;
using SupportSdk.Outbox;

namespace SupportSdk.Crash.Tests.Harness;

/// <summary>Where a process dies: right before or right after the outbox commits one transition.</summary>
internal sealed record KillPoint(DeliveryTransition Transition, bool After)
{
    /// <summary>Taken from the table of the state machine itself: a new row is a new point. Who dies while it recovers needs someone who died before, which the order sees to.</summary>
    public static IReadOnlyList<KillPoint> All { get; } = [.. DeliveryTransitions.All.SelectMany(row => new[] { new KillPoint(row, After: false), new KillPoint(row, After: true) })];

    public static KillPoint Claimed { get; } = All.Single(point => point is { Transition.Event: DeliveryEvent.Claimed, After: true });

    public static KillPoint Parse(string text)
    {
        var parts = text.Split(':');
        return new KillPoint(DeliveryTransitions.All[int.Parse(parts[0], CultureInfo.InvariantCulture)], parts[1] == "after");
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{DeliveryTransitions.All.ToList().IndexOf(Transition)}:{(After ? "after" : "before")}");
}

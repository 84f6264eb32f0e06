namespace SupportSdk;

/// <summary>
/// One HTTP call, as the work that makes it carries it along (AsyncLocal): whoever was told of its start finds it again at its end, and a handler further in says that it saw it.
/// The SDK's own calls carry a mark in its place.
/// </summary>
/// <remarks>Static, unlike everything else that captures: a handler of one client must be able to tell the listener of another that the call is known.</remarks>
/// <param name="owner">Who was told of the start.</param>
/// <param name="start">What it was told, the same object for everyone who was.</param>
internal class HttpFlow(object? owner, object? start)
{
    private static readonly AsyncLocal<HttpFlow?> Ambient = new();
    private static readonly HttpFlow Own = new(null, null);

    private HttpFlow? _outer;
    private volatile bool _seen;
    private volatile bool _ended;

    /// <summary>Whether the call at hand is one of the SDK's own.</summary>
    public static bool IsOwnWork => ReferenceEquals(Ambient.Value, Own);

    /// <summary>Whether a handler of the SDK saw this call.</summary>
    public bool IsSeen => _seen;

    /// <summary>Marks the calls of the work at hand as the SDK's own, which no client records, until the result is disposed.</summary>
    public static IDisposable OwnWork() => new OwnMark();

    /// <summary>Says that a handler sees the call at hand. Costs a few nanoseconds where nobody listens.</summary>
    public static void NoteSeen()
    {
        var innermost = Ambient.Value;
        for (var flow = innermost; flow is not null && ReferenceEquals(flow.Start, innermost!.Start) && !ReferenceEquals(flow, Own); flow = flow._outer)
        {
            flow._seen = true;
        }
    }

    /// <summary>The innermost call under way that this owner entered, or null.</summary>
    public static HttpFlow? Of(object owner)
    {
        var flow = Ambient.Value;
        while (flow is not null && (flow._ended || !ReferenceEquals(flow.Owner, owner)))
        {
            flow = flow._outer;
        }

        return flow;
    }

    /// <summary>From here on the work at hand is part of this call.</summary>
    public void Enter()
    {
        _outer = UnderWay(Ambient.Value);
        Ambient.Value = this;
    }

    /// <summary>The call has ended, and what follows is no part of it.</summary>
    public void End()
    {
        _ended = true;
        if (Ambient.Value is { _ended: true } current)
        {
            Ambient.Value = UnderWay(current);
        }
    }

    private object? Owner { get; } = owner;

    private object? Start { get; } = start;

    // Work that was begun inside a call may outlive it, and takes the ended call along.
    private static HttpFlow? UnderWay(HttpFlow? flow)
    {
        while (flow is { _ended: true })
        {
            flow = flow._outer;
        }

        return flow;
    }

    private sealed class OwnMark : IDisposable
    {
        private readonly HttpFlow? _before = Ambient.Value;

        public OwnMark() => Ambient.Value = Own;

        public void Dispose() => Ambient.Value = _before;
    }
}

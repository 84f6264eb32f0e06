namespace SupportSdk.Paragon.Health;

/// <summary>The latest failed calls of a client, in a ring. A ticket finds its own by the host and the instant of its API errors, so that one user's call never tells of another's.</summary>
internal sealed class FailedCalls
{
    public const int Capacity = 64;

    private readonly object _gate = new();
    private FailedCallNote[]? _ring;
    private long _count;

    public void Note(in FailedCallNote failed)
    {
        lock (_gate)
        {
            _ring ??= new FailedCallNote[Capacity];
            _ring[_count++ % Capacity] = failed;
        }
    }

    /// <summary>The latest one that is among a ticket's API errors, or null.</summary>
    public FailedCallNote? LatestOf(IReadOnlyList<ApiError> errors)
    {
        var wanted = errors.Where(e => Uri.TryCreate(e.Url, UriKind.Absolute, out _)).Select(e => (e.OccurredAt.UtcTicks, new Uri(e.Url).IdnHost)).ToHashSet();
        lock (_gate)
        {
            for (var i = _count - 1; i >= Math.Max(0, _count - Capacity); i--)
            {
                var note = _ring![i % Capacity];
                if (wanted.Contains((note.OccurredAt.UtcTicks, note.Call.Host)))
                {
                    return note;
                }
            }
        }

        return null;
    }
}

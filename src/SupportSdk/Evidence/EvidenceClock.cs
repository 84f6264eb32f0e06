namespace SupportSdk;

/// <summary>
/// Turns timestamps into instants, always the same one for the same timestamp: two snapshots of one failure agree. Only when the system's clock is set by more
/// than a second is the relation taken anew.
/// </summary>
internal sealed class EvidenceClock(TimeProvider time)
{
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(1);

    private volatile Anchor _anchor = Anchor.Of(time);

    public long Now => time.GetTimestamp();

    public TimeSpan Between(long from, long to) => time.GetElapsedTime(from, to);

    public TimeSpan Length(long timestampUnits) => time.GetElapsedTime(0, timestampUnits);

    public DateTimeOffset InstantOf(long timestamp) => _anchor.InstantOf(timestamp, time);

    /// <summary>Follows a system clock that was set.</summary>
    public void Check()
    {
        var drift = time.GetUtcNow() - _anchor.InstantOf(time.GetTimestamp(), time);
        if (drift.Duration() > Tolerance)
        {
            _anchor = Anchor.Of(time);
        }
    }

    private sealed record Anchor(DateTimeOffset Instant, long Timestamp)
    {
        public static Anchor Of(TimeProvider time) => new(time.GetUtcNow(), time.GetTimestamp());

        public DateTimeOffset InstantOf(long timestamp, TimeProvider time) => Instant + time.GetElapsedTime(Timestamp, timestamp);
    }
}

namespace SupportSdk.Delivery;

/// <summary>The time of day that never falls behind what has passed since the start: where the machine's clock is set back, what was due soon stays due soon.</summary>
internal sealed class SteadyClock(TimeProvider time)
{
    private readonly DateTimeOffset _start = time.GetUtcNow();
    private readonly long _since = time.GetTimestamp();

    public DateTimeOffset Now
    {
        get
        {
            var (clock, passed) = (time.GetUtcNow(), _start + time.GetElapsedTime(_since));
            return clock > passed ? clock : passed;
        }
    }
}

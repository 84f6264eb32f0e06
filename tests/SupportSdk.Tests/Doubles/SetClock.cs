using Microsoft.Extensions.Time.Testing;

namespace SupportSdk.Tests.Doubles;

/// <summary>A clock that somebody sets: the time of day jumps; what has passed, and the timers, do not.</summary>
internal sealed class SetClock(DateTimeOffset start) : FakeTimeProvider(start)
{
    private long _jumped;

    public void Jump(TimeSpan by) => Interlocked.Add(ref _jumped, by.Ticks);

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow().AddTicks(Volatile.Read(ref _jumped));

    public override long GetTimestamp() => base.GetUtcNow().Ticks;
}

using SupportSdk.Paragon.Health;

namespace SupportSdk.Tests.Paragon.Health;

public sealed class VendorClockTests
{
    private const long Second = 10;

    private static readonly DateTimeOffset Now = new(2026, 11, 23, 18, 0, 0, 400, TimeSpan.Zero);

    private readonly VendorClock _clock = new(Second);

    [Fact]
    public void Read_NoSample_IsNull() => Assert.Null(_clock.Read());

    [Theory]
    [InlineData(0, false)]
    [InlineData(2, false)]
    [InlineData(-2, false)]
    [InlineData(4, true)]
    [InlineData(-4, true)]
    [InlineData(3600, true)]
    [InlineData(-86400, true)]
    public void IsOff_ServerIsAhead_OnlyWhatIsSurelyMoreThanTheToleranceCounts(int secondsAhead, bool isOff)
    {
        _clock.Note(DateOf(Now.AddSeconds(secondsAhead)), Now, TimeSpan.FromMilliseconds(120));

        var reading = _clock.Read()!.Value;

        Assert.Equal(isOff, reading.IsOff(TimeSpan.FromSeconds(2)));
        Assert.InRange(TimeSpan.FromSeconds(secondsAhead), reading.Least, reading.Most);
        Assert.Equal(TimeSpan.FromSeconds(1.12), reading.Most - reading.Least);
        Assert.Equal(reading.Offset - reading.Least, reading.Uncertainty);
    }

    [Fact]
    public void Note_EveryTrueOffsetAndDelay_LiesInTheSpan()
    {
        var random = new Random(7);
        for (var round = 0; round < 1_000; round++)
        {
            var clock = new VendorClock(Second);
            var (offset, took) = (TimeSpan.FromMilliseconds(random.Next(-100_000, 100_000)), TimeSpan.FromMilliseconds(random.Next(0, 5_000)));
            var received = Now.AddMilliseconds(random.Next(0, 1_000));
            var written = received - (took * random.NextDouble()) + offset; // The server writes its date at some moment on the way.

            clock.Note(DateOf(written), received, took);

            Assert.InRange(offset, clock.Read()!.Value.Least, clock.Read()!.Value.Most);
        }
    }

    [Fact]
    public void Read_OddAnswersAmongTheLastEight_TakesTheMedian()
    {
        for (var i = 0; i < 20; i++)
        {
            _clock.Note(DateOf(Now.AddSeconds(i % 3 == 0 ? -9_000 : 5)), Now.AddSeconds(0), TimeSpan.Zero);
        }

        var reading = _clock.Read()!.Value;

        Assert.Equal((8, true), (reading.Answers, reading.Offset > TimeSpan.FromSeconds(4)));
    }

    [Fact]
    public void Read_ClockWasMended_FollowsAfterAFewAnswers()
    {
        for (var i = 0; i < 8; i++)
        {
            _clock.Note(DateOf(Now.AddMinutes(5)), Now, TimeSpan.Zero);
        }

        for (var i = 0; i < 5; i++)
        {
            _clock.Note(DateOf(Now), Now, TimeSpan.Zero);
        }

        Assert.False(_clock.Read()!.Value.IsOff(TimeSpan.FromSeconds(2)));
    }

    [Fact]
    public void IsDue_OftenAsked_IsYesOnceInTenSecondsAndAllocatesNothing()
    {
        var yes = 0;
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var timestamp = 0L; timestamp < 60 * Second; timestamp++)
        {
            yes += _clock.IsDue(timestamp) ? 1 : 0;
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(6, yes);
    }

    [Fact]
    public void IsDue_AskedByManyThreadsAtOnce_IsYesForOne()
    {
        var yes = 0;
        Parallel.For(0, 10_000, _ => Interlocked.Add(ref yes, _clock.IsDue(100) ? 1 : 0));

        Assert.Equal(1, yes);
    }

    [Fact]
    public void Note_OnceWarm_AllocatesNothing()
    {
        _clock.Note(Now, Now, TimeSpan.Zero);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1_000; i++)
        {
            _clock.Note(Now, Now, TimeSpan.Zero);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static DateTimeOffset DateOf(DateTimeOffset at) => new(at.Ticks / TimeSpan.TicksPerSecond * TimeSpan.TicksPerSecond, at.Offset);
}

namespace SupportSdk.Paragon.Health;

/// <summary>Paragon's clock beside this machine's, from the <c>Date</c> of its answers.</summary>
/// <remarks>
/// A server writes the date, cut to the second, between the moments at which the request left and the answer arrived: each sample gives a span in which the
/// offset lies. The median of the last few is kept to, so that one odd answer says nothing.
/// </remarks>
/// <param name="second">How many units of the notes' timestamps make a second.</param>
internal sealed class VendorClock(long second)
{
    public const int Kept = 8;

    /// <summary>How often an answer is looked at, in seconds; that of a failed call always is.</summary>
    public const int EverySeconds = 10;

    private static readonly TimeSpan Resolution = TimeSpan.FromSeconds(1);

    private readonly object _gate = new();
    private Sample[]? _samples;
    private long _count;
    private long _due = long.MinValue;

    /// <summary>Whether the date of an answer that arrives now should be noted: yes for one caller, then not for ten seconds.</summary>
    public bool IsDue(long timestamp)
    {
        var due = Volatile.Read(ref _due);
        return timestamp >= due && Interlocked.CompareExchange(ref _due, timestamp + (EverySeconds * second), due) == due;
    }

    /// <summary>Notes one answer.</summary>
    /// <param name="date">Its <c>Date</c>.</param>
    /// <param name="receivedAt">When it arrived, by this machine's clock.</param>
    /// <param name="took">The time from the request's start until then.</param>
    public void Note(DateTimeOffset date, DateTimeOffset receivedAt, TimeSpan took)
    {
        var earliest = date - receivedAt;
        var sample = new Sample(earliest, earliest + Resolution + (took > TimeSpan.Zero ? took : TimeSpan.Zero), receivedAt);
        lock (_gate)
        {
            _samples ??= new Sample[Kept];
            _samples[_count++ % Kept] = sample;
        }
    }

    /// <summary>What the samples say; null where there are none.</summary>
    public ClockReading? Read()
    {
        Sample[] samples;
        lock (_gate)
        {
            if (_count == 0)
            {
                return null;
            }

            samples = _samples![..(int)Math.Min(_count, Kept)];
        }

        var median = samples.OrderBy(s => s.Least + s.Most).ElementAt(samples.Length / 2);
        return new ClockReading(median.Least, median.Most, samples.Length, samples.Max(s => s.At));
    }

    private readonly record struct Sample(TimeSpan Least, TimeSpan Most, DateTimeOffset At);
}

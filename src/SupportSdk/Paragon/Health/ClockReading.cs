namespace SupportSdk.Paragon.Health;

/// <summary>How far Paragon's clock is ahead of this machine's: a span in which the offset lies. Negative: behind.</summary>
/// <param name="Least">The least it can be.</param>
/// <param name="Most">The most it can be.</param>
/// <param name="Answers">From how many answers.</param>
/// <param name="LastAt">When the last of them arrived, by this machine's clock.</param>
internal readonly record struct ClockReading(TimeSpan Least, TimeSpan Most, int Answers, DateTimeOffset LastAt)
{
    /// <summary>The middle of the span.</summary>
    public TimeSpan Offset => (Least + Most) / 2;

    /// <summary>How far the offset may lie from the middle.</summary>
    public TimeSpan Uncertainty => (Most - Least) / 2;

    /// <summary>Whether the clocks surely differ by more than <paramref name="tolerance"/>.</summary>
    public bool IsOff(TimeSpan tolerance) => Least > tolerance || Most < -tolerance;
}

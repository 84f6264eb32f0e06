namespace SupportSdk;

/// <summary>What the hours of a response target count.</summary>
public enum ResponseBasis
{
    /// <summary>Business hours: 9:00 to 17:00 Pacific time on the days that the office is open.</summary>
    BusinessHours = 0,

    /// <summary>Hours on the clock, around the clock.</summary>
    ElapsedHours = 1,
}

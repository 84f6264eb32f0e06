using SupportSdk.Policy;

namespace SupportSdk.Tests.Policy;

/// <summary>Holds with and without time-zone data; the environment says which is expected.</summary>
public sealed class SomeTimeZoneDataTests
{
    [Fact]
    public void Paragon_WithWhatTheMachineHas_EstimatesFrom2007OnAndEarlierOnlyWithData()
    {
        var fridayNoon = new DateTimeOffset(2026, 7, 10, 19, 0, 0, TimeSpan.Zero);
        var estimate = SupportPolicy.Paragon.EstimateResponse(SupportLevel.Pro, TicketPriority.Normal, fridayNoon);
        Assert.Equal(new DateTimeOffset(2026, 7, 13, 16, 0, 0, TimeSpan.FromHours(-7)), estimate.RespondBy);
        Assert.Equal(TimeSpan.FromHours(-7), estimate.RespondBy.Offset);

        var early = new DateTimeOffset(2005, 7, 8, 19, 0, 0, TimeSpan.Zero);
        if (Environment.GetEnvironmentVariable("TZDIR") is null)
        {
            Assert.True(BusinessCalendar.Paragon.IsOpen(early));
            return;
        }

        Assert.Throws<TimeZoneNotFoundException>(() => TimeZoneInfo.FindSystemTimeZoneById("America/Los_Angeles"));
        Assert.Throws<ArgumentOutOfRangeException>("instant", () => BusinessCalendar.Paragon.IsOpen(early));
    }
}

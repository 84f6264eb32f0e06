using Microsoft.Extensions.Time.Testing;
using SupportSdk.Facts;
using SupportSdk.Facts.Surroundings;

namespace SupportSdk.Tests.Facts.Surroundings;

public sealed class PlaceFactsTests
{
    private static readonly IList<string> Names = new FactOptions().RegionVariables;

    [Theory]
    [InlineData("AWS_REGION", "eu-central-1", "eu-central-1 (AWS_REGION)")]
    [InlineData("REGION_NAME", " West Europe ", "West Europe (REGION_NAME)")]
    [InlineData("GOOGLE_CLOUD_REGION", "europe-west3", "europe-west3 (GOOGLE_CLOUD_REGION)")]
    [InlineData("FLY_REGION", "fra", "fra (FLY_REGION)")]
    [InlineData("AWS_REGION", "https://user:hunter2@host/", "not shown: AWS_REGION does not hold a region's name")]
    [InlineData("AWS_REGION", "a=b", "not shown: AWS_REGION does not hold a region's name")]
    [InlineData("SOME_REGION", "eu-central-1", null)]
    [InlineData("AWS_REGION", "  ", null)]
    public void Region_Variable_IsShownIfItIsNamedAndHoldsARegion(string variable, string value, string? expected) =>
        Assert.Equal(expected, PlaceFacts.Region(Names, name => name == variable ? value : null));

    [Fact]
    public void Region_LongerThanARegionIs_IsNotShown() =>
        Assert.StartsWith("not shown", PlaceFacts.Region(Names, _ => new string('x', 65)), StringComparison.Ordinal);

    [Theory]
    [InlineData("Etc/UTC", "UTC+00:00")]
    [InlineData("America/Los_Angeles", "UTC-08:00")]
    [InlineData("Asia/Kolkata", "UTC+05:30")]
    public void TimeZone_Zone_ShowsItsIdAndOffset(string zone, string offset)
    {
        var time = new FakeTimeProvider();
        time.SetLocalTimeZone(TimeZoneInfo.FindSystemTimeZoneById(zone));

        Assert.Equal($"{time.LocalTimeZone.Id}, {offset} in standard time", PlaceFacts.TimeZone(time));
    }

    [Fact]
    public void ProcessStart_ThisProcess_IsAnInstantInThePast()
    {
        var text = PlaceFacts.ProcessStart();

        Assert.Matches(@"^started at 20\d\d-\d\d-\d\d \d\d:\d\d:\d\d UTC$", text);
        var start = DateTimeOffset.Parse(text["started at ".Length..].Replace(" UTC", "Z", StringComparison.Ordinal), System.Globalization.CultureInfo.InvariantCulture);
        Assert.InRange(TimeProvider.System.GetUtcNow() - start, TimeSpan.Zero, TimeSpan.FromHours(2));
    }
}

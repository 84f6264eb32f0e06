using System.Diagnostics;
using SupportSdk.Policy;

namespace SupportSdk.Tests.Policy;

/// <summary>Starts this test program again on a machine that seems to have no time-zone data, and runs <see cref="SomeTimeZoneDataTests"/> there.</summary>
public sealed class WithoutTimeZoneDataTests
{
    [Fact]
    public async Task Paragon_InAProcessWithoutTimeZoneData_Estimates()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "TZDIR is read on Unix only.");
        var empty = Directory.CreateTempSubdirectory("supportsdk-no-tzdata-");
        try
        {
            using var child = Process.Start(Again(empty.FullName))!;
            var cancellation = TestContext.Current.CancellationToken;
            var output = await child.StandardOutput.ReadToEndAsync(cancellation);
            await child.WaitForExitAsync(cancellation);

            Assert.True(child.ExitCode == 0, output);
            Assert.Contains("succeeded: 1", output);
        }
        finally
        {
            empty.Delete(recursive: true);
        }
    }

    private static ProcessStartInfo Again(string timeZoneFolder)
    {
        var program = Environment.ProcessPath!;
        var start = new ProcessStartInfo(program) { RedirectStandardOutput = true, RedirectStandardError = false };
        if (Path.GetFileNameWithoutExtension(program) == "dotnet")
        {
            start.ArgumentList.Add(typeof(WithoutTimeZoneDataTests).Assembly.Location);
        }

        start.ArgumentList.Add("--filter-class");
        start.ArgumentList.Add(typeof(SomeTimeZoneDataTests).FullName!);
        start.ArgumentList.Add("--no-ansi");
        start.ArgumentList.Add("--results-directory");
        start.ArgumentList.Add(timeZoneFolder);
        start.Environment["TZDIR"] = timeZoneFolder;
        return start;
    }
}

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

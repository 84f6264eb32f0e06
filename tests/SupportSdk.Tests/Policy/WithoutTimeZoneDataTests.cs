using System.Diagnostics;

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

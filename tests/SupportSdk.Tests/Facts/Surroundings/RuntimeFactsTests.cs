using System.Globalization;
using System.Runtime.InteropServices;
using SupportSdk.Facts.Surroundings;

namespace SupportSdk.Tests.Facts.Surroundings;

public sealed class RuntimeFactsTests
{
    [Fact]
    public void Runtime_ThisOne_SaysItsVersionPlatformAndCompilation() =>
        Assert.Matches($"^{RuntimeInformation.FrameworkDescription}, {RuntimeInformation.RuntimeIdentifier}, JIT, (workstation|server) GC$", RuntimeFacts.Runtime());

    [Fact]
    public void OperatingSystem_ThisOne_SaysItsDescription() => Assert.StartsWith(RuntimeInformation.OSDescription.Trim(), RuntimeFacts.OperatingSystem(), StringComparison.Ordinal);

    [Theory]
    [InlineData("de-CH", "de-CH", null, "de-CH")]
    [InlineData("de-CH", "en-GB", null, "de-CH, texts in en-GB")]
    [InlineData("", "", "1", "invariant, globalization-invariant mode")]
    [InlineData("en-US", "en-US", "TRUE", "en-US, globalization-invariant mode")]
    [InlineData("en-US", "en-US", "false", "en-US")]
    public async Task Culture_OfTheSubmittingThread_IsNamed(string culture, string texts, string? invariant, string expected) => await Task.Run(() =>
    {
        (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (CultureInfo.GetCultureInfo(culture), CultureInfo.GetCultureInfo(texts));

        Assert.Equal(expected, RuntimeFacts.Culture(name => name == "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT" ? invariant : null));
    }, TestContext.Current.CancellationToken);

    [Fact]
    public void ProcessorsAndMemory_ThisMachine_HasNumbers() =>
        Assert.Matches($@"^{Environment.ProcessorCount} processors, [1-9]\d* MiB available to the process, \d+ MiB of managed memory in use$", RuntimeFacts.ProcessorsAndMemory());

    [Fact]
    public void ThreadPoolState_ThisMoment_HasNumbers() =>
        Assert.Matches(@"^\d+ threads \(minimum \d+\), \d+ items waiting(; it may be starved.*)?$", RuntimeFacts.ThreadPoolState());
}

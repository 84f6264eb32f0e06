using SupportSdk.Analyzers.Tests.Verify;

namespace SupportSdk.Analyzers.Tests.Corpus;

public sealed class SampleTests
{
    [Fact]
    public async Task IncompleteTicket_OfTheSample_IsOneWarningThatNamesAllThree()
    {
        var finding = Assert.Single(await UserRun.FindingsAsync(Tree.Read("samples/ConsoleApp/IncompleteTicket.cs")));

        Assert.Equal("SUP1001", finding.Id);
        Assert.Equal(
            "Ticket is submitted without the time it occurred (OccurredAt), evidence (Exception, Executions, ApiErrors or ConsoleErrors) and the user ID (UserId)",
            finding.GetMessage(System.Globalization.CultureInfo.InvariantCulture));
    }
}

using SupportSdk.Policy;

namespace SupportSdk.Tests.Policy;

/// <summary>Every sentence of "Priority Levels" is a row.</summary>
public sealed class ClassifyTests
{
    private const DeploymentEnvironment Production = DeploymentEnvironment.Production;

    [Theory]
    [InlineData("Urgent: Your production system is down.", TicketImpact.ProductionDown, Production, false, TicketPriority.Urgent, "down")]
    [InlineData("Widespread impact for multiple end-users and no workaround is possible.", TicketImpact.ProductionDown, Production, false, TicketPriority.Urgent, "no workaround")]
    [InlineData("Could cause widespread impact if not resolved.", TicketImpact.ProductionDown, Production, false, TicketPriority.Urgent, "widespread impact")]
    [InlineData("High: impaired or degraded in a significant way, for more than 1 end-user.", TicketImpact.ProductionDegraded, Production, false, TicketPriority.High, "more than one end user")]
    [InlineData("Examples include significant performance delays.", TicketImpact.ProductionDegraded, Production, false, TicketPriority.High, "significant")]
    [InlineData("a workaround does not lower what is high", TicketImpact.ProductionDegraded, Production, true, TicketPriority.High, "significant")]
    [InlineData("This is also the appropriate Priority for an Urgent issue once a workaround ...", TicketImpact.ProductionDown, Production, true, TicketPriority.High, "workaround")]
    [InlineData("Normal: issues impacting a single end-user, production is still performing.", TicketImpact.SingleUser, Production, false, TicketPriority.Normal, "single end user")]
    [InlineData("minor performance degradation that is noticeable but not high-impact.", TicketImpact.Minor, Production, false, TicketPriority.Normal, "minor")]
    [InlineData("issues in staging ... environments", TicketImpact.ProductionDown, DeploymentEnvironment.Staging, false, TicketPriority.Normal, "staging")]
    [InlineData("issues in ... development environments", TicketImpact.ProductionDown, DeploymentEnvironment.Development, false, TicketPriority.Normal, "in development;")]
    [InlineData("staging, with a workaround", TicketImpact.ProductionDown, DeploymentEnvironment.Staging, true, TicketPriority.Normal, "in staging;")]
    [InlineData("staging, degraded", TicketImpact.ProductionDegraded, DeploymentEnvironment.Staging, false, TicketPriority.Normal, "in staging;")]
    [InlineData("staging, a single user: normal of itself", TicketImpact.SingleUser, DeploymentEnvironment.Staging, false, TicketPriority.Normal, "single end user")]
    [InlineData("at most normal: low stays low", TicketImpact.NotImpairing, DeploymentEnvironment.Development, false, TicketPriority.Low, "warrants attention")]
    [InlineData("Low: not impairing normal business operations, but warrants attention.", TicketImpact.NotImpairing, Production, false, TicketPriority.Low, "warrants attention")]
    [InlineData("Feature requests.", TicketImpact.FeatureRequest, Production, false, TicketPriority.Low, "feature request")]
    [InlineData("a feature request is low wherever it arose", TicketImpact.FeatureRequest, DeploymentEnvironment.Staging, true, TicketPriority.Low, "feature request")]
    public void Classify_EachSentenceOfThePage_IsItsPriorityWithTheReason(
        string sentence, TicketImpact impact, DeploymentEnvironment environment, bool workaround, TicketPriority priority, string reason)
    {
        var classification = SupportPolicy.Paragon.Classify(impact, environment, workaround);

        Assert.True(priority == classification.Priority, sentence);
        Assert.Contains(reason, classification.Reason, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Classify_EveryCombination_AnswersInOneSentenceAndOutsideProductionAtMostNormal()
    {
        foreach (var impact in Enum.GetValues<TicketImpact>())
        {
            foreach (var environment in Enum.GetValues<DeploymentEnvironment>())
            {
                foreach (var workaround in new[] { false, true })
                {
                    var (priority, reason) = SupportPolicy.Paragon.Classify(impact, environment, workaround);
                    Assert.True(environment == Production || priority <= TicketPriority.Normal);
                    Assert.EndsWith(".", reason);
                    Assert.Equal(priority == TicketPriority.Urgent, (impact, environment, workaround) == (TicketImpact.ProductionDown, Production, false));
                }
            }
        }
    }

    [Fact]
    public void Classify_WithAnUndefinedValue_NamesTheArgument()
    {
        Assert.Throws<ArgumentOutOfRangeException>("impact", () => SupportPolicy.Paragon.Classify((TicketImpact)6, Production, false));
        Assert.Throws<ArgumentOutOfRangeException>("environment", () => SupportPolicy.Paragon.Classify(TicketImpact.FeatureRequest, (DeploymentEnvironment)3, false));
    }
}

using SupportSdk.Status;

namespace SupportSdk.Tests.Status;

public sealed class IncidentMatcherTests
{
    [Theory]
    [InlineData("Sync errors", "Salesforce", "Contacts no longer reach Salesforce", true)]
    [InlineData("Sync errors", "Salesforce", "SALESFORCE: 503", true)]
    [InlineData("Sync errors", "Salesforce", "Contacts no longer reach HubSpot", false)]
    [InlineData("Sync errors", "Salesforce", "salesforcelike", false)]
    [InlineData("Some trouble", "ActionKit API", "https://actionkit.useparagon.com/projects/1/actions", true)]
    [InlineData("Some trouble", "API", "Our API calls fail", false)]
    [InlineData("Some trouble", "Paragon service", "Paragon service performance is degraded", false)]
    [InlineData("Trouble", "Workflow execution", "My workflow is stuck", false)]
    [InlineData("Trouble", "Workflow execution", "Workflows: the executions never end", true)]
    [InlineData("Trouble", "Workflow execution", "workflow workflows WORKFLOW", false)]
    [InlineData("Trouble", "Connect portal", "The portal stays blank", true)]
    [InlineData("Trouble", "Connect portal", "We cannot connect", false)]
    [InlineData("HubSpot webhooks dropped", "", "HubSpot webhook never came", true)]
    [InlineData("HubSpot webhooks dropped", "", "HubSpot is slow", false)]
    [InlineData("Elevated errors affecting some services", "", "Elevated errors affecting some services", false)]
    [InlineData("Elevated errors", "", "anything at all", false)]
    [InlineData("", "", "anything at all", false)]
    [InlineData("Sync errors", "Salesforce", "", false)]
    public void Match_Words_NeedEvidence(string name, string component, string text, bool matches)
    {
        var snapshot = Snapshot(Incident("1", name, component));

        Assert.Equal(matches ? 1 : 0, IncidentMatcher.Match(snapshot, [text]).Count);
    }

    [Fact]
    public void Match_WordsSpreadOverTexts_AreTakenTogether() =>
        Assert.Single(IncidentMatcher.Match(Snapshot(Incident("1", "Trouble", "Workflow execution")), ["a workflow", "its execution"]));

    [Fact]
    public void Match_WordsSpreadOverComponents_AreNot() =>
        Assert.Empty(IncidentMatcher.Match(Snapshot(Incident("1", "Trouble", "Workflow editor", "Task queue")), ["a workflow has a task"]));

    [Fact]
    public void Match_SeveralIncidents_GivesTheMatchingOnesInOrder()
    {
        var snapshot = Snapshot(Incident("1", "A", "Salesforce"), Incident("2", "B", "Scheduler"), Incident("3", "C", "HubSpot"));

        Assert.Equal(["1", "3"], IncidentMatcher.Match(snapshot, ["hubspot to salesforce"]).Select(incident => incident.Id));
    }

    [Fact]
    public void Match_NoTexts_MatchesNothing() => Assert.Empty(IncidentMatcher.Match(Snapshot(Incident("1", "A", "Salesforce")), []));

    private static StatusIncident Incident(string id, string name, params string[] components) => new(id, name, "investigating", "none", null, null, components);

    private static StatusSnapshot Snapshot(params StatusIncident[] incidents) => new()
    {
        Indicator = StatusIndicator.Minor,
        FetchedAt = FeedUnderTest.Start,
        Source = new Uri("https://status.acme.example"),
        Incidents = incidents,
    };
}

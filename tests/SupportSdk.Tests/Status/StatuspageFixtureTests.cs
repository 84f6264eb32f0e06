using SupportSdk.Status;

namespace SupportSdk.Tests.Status;

public sealed class StatuspageFixtureTests
{
    [Theory]
    [InlineData("statuspage-summary-operational.json", StatusIndicator.Operational, 4, 0, 0)]
    [InlineData("statuspage-summary-major.json", StatusIndicator.Critical, 4, 1, 0)]
    [InlineData("statuspage-summary-maintenance.json", StatusIndicator.Maintenance, 4, 0, 2)]
    [InlineData("statuspage-summary-quirks.json", StatusIndicator.Minor, 4, 1, 0)]
    [InlineData("incidentio-v2-shim-summary.json", StatusIndicator.Minor, 1, 0, 0)]
    public async Task GetAsync_Fixture_TellsTheWorst(string fixture, StatusIndicator indicator, int components, int incidents, int maintenances)
    {
        var snapshot = await ReadAsync(StatusPageServer.Fixture(fixture));

        Assert.Equal(indicator, snapshot.Indicator);
        Assert.Equal(components, snapshot.Components.Count);
        Assert.Equal(incidents, snapshot.Incidents.Count);
        Assert.Equal(maintenances, snapshot.Maintenances.Count);
        Assert.False(snapshot.IsStale);
        Assert.Equal(FeedUnderTest.Start, snapshot.FetchedAt);
        Assert.Equal("https://status.acme.example/", snapshot.SubscribeUrl?.AbsoluteUri);
    }

    [Fact]
    public async Task GetAsync_OpenIncident_TellsItWhole()
    {
        var incident = Assert.Single((await ReadAsync(StatusPageServer.Fixture("statuspage-summary-major.json"))).Incidents);

        Assert.Equal(("i0major12345", "Workflow executions failing", "identified", "critical"), (incident.Id, incident.Name, incident.Status, incident.Impact));
        Assert.Equal(new Uri("https://stspg.example/i0major12345"), incident.Url);
        Assert.Equal(new DateTimeOffset(2026, 11, 20, 9, 51, 0, TimeSpan.FromHours(-8)), incident.StartedAt);
        Assert.Equal(["Workflow execution", "Scheduler"], incident.Components);
    }

    [Fact]
    public async Task GetAsync_Maintenances_AreActiveOnlyInTheirTime()
    {
        var snapshot = await ReadAsync(StatusPageServer.Fixture("statuspage-summary-maintenance.json"));

        Assert.Equal([("Portal upgrade", true), ("Database failover test", false)], snapshot.Maintenances.Select(m => (m.Name, m.IsActive)));
        Assert.Equal(StatusIndicator.Maintenance, snapshot.Components.Single(component => component.Name == "Connect portal").Indicator);
    }

    [Fact]
    public async Task GetAsync_Quirks_KeepsTheOddWordsAndNamesThem()
    {
        var snapshot = await ReadAsync(StatusPageServer.Fixture("statuspage-summary-quirks.json"));

        var api = snapshot.Components.Single(component => component.Name == "API");
        Assert.Equal(("degraded", StatusIndicator.Unknown), (api.Status, api.Indicator));
        Assert.Contains("indicator is \"elevated\"", snapshot.Problem, StringComparison.Ordinal);
        Assert.Contains("component \"API\" is \"degraded\"", snapshot.Problem, StringComparison.Ordinal);
        Assert.Equal(["i0weird12345"], snapshot.Incidents.Select(incident => incident.Id));
        Assert.DoesNotContain(snapshot.Components, component => component.Name.StartsWith("Visit", StringComparison.Ordinal) || component.Name == "Engine");
    }

    [Theory]
    [InlineData("statuspage-status-none.json")]
    [InlineData("incidentio-v1-summary.json")]
    [InlineData("instatus-summary.json")]
    [InlineData("instatus-summary-up.json")]
    [InlineData("betterstack-index.json")]
    [InlineData("statusio-status.json")]
    [InlineData("cachet-v1-components.json")]
    [InlineData("uptimekuma-status-page.json")]
    public async Task GetAsync_OtherFeed_IsUnknownWithTheSetting(string fixture)
    {
        var snapshot = await ReadAsync(StatusPageServer.Fixture(fixture));

        Assert.Equal(StatusIndicator.Unknown, snapshot.Indicator);
        Assert.Contains("Status.Page", snapshot.Problem, StringComparison.Ordinal);
        Assert.Empty(snapshot.Incidents);
    }

    private static async Task<StatusSnapshot> ReadAsync(Microsoft.AspNetCore.Http.RequestDelegate answer)
    {
        await using var server = await StatusPageServer.StartAsync(answer);
        using var feed = new FeedUnderTest(server.Address);
        return await feed.GetAsync();
    }
}

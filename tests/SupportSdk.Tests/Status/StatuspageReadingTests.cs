using System.Text.Json;
using SupportSdk.Status;
using SupportSdk.Status.Statuspage;

namespace SupportSdk.Tests.Status;

public sealed class StatuspageReadingTests
{
    private static readonly Uri Page = new("https://status.acme.example");
    private static readonly DateTimeOffset Now = FeedUnderTest.Start;

    [Theory]
    [InlineData("none", "operational", StatusIndicator.Operational)]
    [InlineData("minor", "operational", StatusIndicator.Minor)]
    [InlineData("major", "operational", StatusIndicator.Major)]
    [InlineData("critical", "operational", StatusIndicator.Critical)]
    [InlineData("maintenance", "operational", StatusIndicator.Maintenance)]
    [InlineData("none", "degraded_performance", StatusIndicator.Minor)]
    [InlineData("none", "partial_outage", StatusIndicator.Major)]
    [InlineData("none", "major_outage", StatusIndicator.Critical)]
    [InlineData("none", "under_maintenance", StatusIndicator.Maintenance)]
    [InlineData("elevated", "operational", StatusIndicator.Unknown)]
    [InlineData("", "operational", StatusIndicator.Unknown)]
    [InlineData("none", "wobbly", StatusIndicator.Unknown)]
    [InlineData("none", "", StatusIndicator.Unknown)]
    [InlineData("maintenance", "wobbly", StatusIndicator.Unknown)]
    [InlineData("elevated", "partial_outage", StatusIndicator.Major)]
    [InlineData("minor", "wobbly", StatusIndicator.Minor)]
    public void Read_IndicatorAndComponent_WorstCounts(string indicator, string component, StatusIndicator expected)
    {
        var snapshot = Read($$"""{"page":{},"status":{"indicator":"{{indicator}}"},"components":[{"name":"A","status":"{{component}}"}],"incidents":[]}""");

        Assert.Equal(expected, snapshot.Indicator);
    }

    [Theory]
    [InlineData("investigating", "none", StatusIndicator.Minor)]
    [InlineData("monitoring", "odd", StatusIndicator.Minor)]
    [InlineData("some_new_word", "none", StatusIndicator.Minor)]
    [InlineData("identified", "major", StatusIndicator.Major)]
    [InlineData("resolved", "critical", StatusIndicator.Operational)]
    [InlineData("postmortem", "critical", StatusIndicator.Operational)]
    [InlineData("completed", "critical", StatusIndicator.Operational)]
    public void Read_Incident_IsAtLeastMinorWhileOpen(string status, string impact, StatusIndicator expected)
    {
        var snapshot = Read($$"""{"page":{},"status":{"indicator":"none"},"components":[],"incidents":[{"name":"I","status":"{{status}}","impact":"{{impact}}"}]}""");

        Assert.Equal(expected, snapshot.Indicator);
        Assert.Equal(expected == StatusIndicator.Operational ? 0 : 1, snapshot.Incidents.Count);
    }

    [Theory]
    [InlineData("scheduled", -1, 1, true, true)]
    [InlineData("scheduled", 0, 1, true, true)]
    [InlineData("scheduled", 1, 2, true, false)]
    [InlineData("scheduled", -2, -1, false, false)]
    [InlineData("scheduled", -2, 0, false, false)]
    [InlineData("in_progress", -2, -1, true, true)]
    [InlineData("verifying", 1, 2, true, true)]
    [InlineData("completed", -1, 1, false, false)]
    public void Read_Maintenance_FollowsStatusAndWindow(string status, int fromHours, int untilHours, bool listed, bool active)
    {
        var snapshot = Read($$"""
            {"page":{},"status":{"indicator":"none"},"components":[],"incidents":[],"scheduled_maintenances":[{"name":"M","status":"{{status}}",
            "scheduled_for":"{{Now.AddHours(fromHours):O}}","scheduled_until":"{{Now.AddHours(untilHours):O}}"}]}
            """);

        Assert.Equal(listed, snapshot.Maintenances.Count == 1);
        Assert.Equal(active, snapshot.Maintenances.Any(maintenance => maintenance.IsActive));
        Assert.Equal(active ? StatusIndicator.Maintenance : StatusIndicator.Operational, snapshot.Indicator);
        Assert.Empty(snapshot.Incidents);
    }

    [Fact]
    public void Read_IncidentWithoutComponents_TakesThemFromItsUpdates()
    {
        var snapshot = Read("""
            {"page":{},"status":{"indicator":"none"},"components":[{"id":"c1","name":"Scheduler","status":"operational"}],"incidents":[{"status":"identified",
            "incident_updates":[{"affected_components":null},{"affected_components":[{"code":"c1","name":"Engine - Scheduler"},{"code":"c9","name":"Gone"}]}]}]}
            """);

        Assert.Equal(["Scheduler", "Gone"], Assert.Single(snapshot.Incidents).Components);
    }

    [Fact]
    public void Read_UnexpectedKinds_AreReadAsFarAsTheyMakeSense()
    {
        var snapshot = Read("""
            {"page":{"url":"javascript:alert(1)"},"status":{"indicator":"none"},"extra":[1,{}],
            "components":[null,{"id":7,"name":true,"status":"operational"},{"id":{"x":[1]},"name":"G","status":"major_outage","group":"true"},
              {"name":"visit here for more information","status":"odd"}],
            "incidents":[null,{"id":1.5,"name":["x"],"status":"identified","started_at":12,"created_at":"2026-11-20T10:00:00","shortlink":"file:///etc/x",
              "components":[null]}]}
            """);

        Assert.Equal([new StatusComponent("7", "true", "operational", StatusIndicator.Operational)], snapshot.Components);
        var incident = Assert.Single(snapshot.Incidents);
        Assert.Equal(("1.5", "", (Uri?)null), (incident.Id, incident.Name, incident.Url));
        Assert.Equal(new DateTimeOffset(2026, 11, 20, 10, 0, 0, TimeSpan.Zero), incident.StartedAt);
        Assert.Equal(Page, snapshot.SubscribeUrl);
    }

    [Theory]
    [InlineData("""{"page":{},"status":{"indicator":"none"},"incidents":[]}""", "no components")]
    [InlineData("""{"page":{},"status":{"indicator":"none"},"components":[]}""", "no incidents")]
    public void Read_MissingLists_AreNotOperational(string json, string reason)
    {
        var snapshot = Read(json);

        Assert.Equal(StatusIndicator.Unknown, snapshot.Indicator);
        Assert.Contains(reason, snapshot.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_LongAndMultilineName_IsOneCappedLine()
    {
        var name = "a\\r\\nb" + string.Concat(Enumerable.Repeat("\\ud83d\\ude00", 300));
        var snapshot = Read($$"""{"page":{},"status":{"indicator":"none"},"components":[{"name":"{{name}}","status":"operational"}],"incidents":[]}""");

        var read = Assert.Single(snapshot.Components).Name;
        Assert.StartsWith("a  b", read, StringComparison.Ordinal);
        Assert.Equal(200, read.Length);
        Assert.False(char.IsHighSurrogate(read[^1]));
    }

    private static StatusSnapshot Read(string json) =>
        StatuspageReading.Read(JsonSerializer.Deserialize(json, StatuspageJson.Default.StatuspageDocument)!, Page, Now, Now);
}

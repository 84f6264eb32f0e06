using SupportSdk.Paragon;

namespace SupportSdk.Tests.Paragon;

public sealed class ParagonPathTests
{
    private const string Project = "38b1f170-0c43-4eae-9a04-ab85325d99f7";
    private const string Workflow = "13ab4dd5-2b3f-4d8c-9b6c-000000000001";

    [Theory]
    [InlineData("/sdk/triggers/" + Workflow, (int)ParagonEndpoint.WorkflowTrigger, true)]
    [InlineData("/sdk/triggers/" + Workflow + "/", (int)ParagonEndpoint.WorkflowTrigger, true)]
    [InlineData("/sdk/triggers/not-an-id", (int)ParagonEndpoint.WorkflowTrigger, false)]
    [InlineData("/sdk/triggers", (int)ParagonEndpoint.WorkflowTrigger, false)]
    [InlineData("/sdk/workflows/" + Workflow, (int)ParagonEndpoint.Sdk, true)]
    [InlineData("/sdk/events/trigger", (int)ParagonEndpoint.AppEvent, false)]
    [InlineData("/sdk/proxy/salesforce/services/data/v57.0/projects/" + Workflow, (int)ParagonEndpoint.Proxy, false)]
    [InlineData("/sdk/proxy/custom/" + Workflow + "/x", (int)ParagonEndpoint.Proxy, false)]
    [InlineData("/sdk/me", (int)ParagonEndpoint.Sdk, false)]
    [InlineData("/sdk/integrations", (int)ParagonEndpoint.Sdk, false)]
    [InlineData("/sdk", (int)ParagonEndpoint.Sdk, false)]
    [InlineData("/tools", (int)ParagonEndpoint.ActionKit, false)]
    [InlineData("/actions", (int)ParagonEndpoint.ActionKit, false)]
    [InlineData("/triggers", (int)ParagonEndpoint.ActionKitTrigger, false)]
    [InlineData("/trigger-subscriptions", (int)ParagonEndpoint.ActionKitTrigger, false)]
    [InlineData("/task-history/workflow-executions", (int)ParagonEndpoint.TaskHistory, false)]
    [InlineData("/task-history/workflow-executions/" + Workflow, (int)ParagonEndpoint.TaskHistory, false)]
    [InlineData("/workflows", (int)ParagonEndpoint.Other, false)]
    [InlineData("", (int)ParagonEndpoint.Other, false)]
    public void Parse_DocumentedPath_GivesEndpointAndIds(string rest, int endpoint, bool hasWorkflow)
    {
        var expected = new ParagonPath((ParagonEndpoint)endpoint, Guid.Parse(Project), hasWorkflow ? Guid.Parse(Workflow) : Guid.Empty);
        foreach (var prefix in new[] { "", "/v2", "/paragon", "/gateway/paragon", "/projects", "//" })
        {
            Assert.Equal(expected, ParagonPath.Parse($"{prefix}/projects/{Project}{rest}"));
            Assert.Equal(expected, ParagonPath.Parse($"{prefix}/Projects/{Project.ToUpperInvariant()}{rest}"));
        }
    }

    [Theory]
    [InlineData("/api/syncs", (int)ParagonEndpoint.ManagedSync)]
    [InlineData("/gateway/api/syncs/x/records", (int)ParagonEndpoint.ManagedSync)]
    [InlineData("/", (int)ParagonEndpoint.Other)]
    [InlineData("", (int)ParagonEndpoint.Other)]
    [InlineData("///", (int)ParagonEndpoint.Other)]
    [InlineData("/projects", (int)ParagonEndpoint.Other)]
    [InlineData("/projects/p/sdk/me", (int)ParagonEndpoint.Other)]
    [InlineData("/api/v2/summary.json", (int)ParagonEndpoint.Other)]
    public void Parse_WithoutProject_HasNoIds(string path, int endpoint) => Assert.Equal(new ParagonPath((ParagonEndpoint)endpoint, Guid.Empty, Guid.Empty), ParagonPath.Parse(path));

    [Theory]
    [InlineData("/api/tools/projects/")]
    [InlineData("/api/context/projects/")]
    [InlineData("/gateway/api/tools/projects/")]
    public void Parse_AgentOs_IsToldFromActionKit(string start) =>
        Assert.Equal(new ParagonPath(ParagonEndpoint.AgentOs, Guid.Parse(Project), Guid.Empty), ParagonPath.Parse($"{start}{Project}/search"));

    [Fact]
    public void Parse_AnyPath_AllocatesNothing()
    {
        var path = $"/projects/{Project}/sdk/triggers/{Workflow}";
        _ = ParagonPath.Parse(path);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var parsed = ParagonPath.Parse(path);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(ParagonEndpoint.WorkflowTrigger, parsed.Endpoint);
    }
}

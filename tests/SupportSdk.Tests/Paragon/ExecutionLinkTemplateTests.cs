using System.Text.Json;
using SupportSdk.Paragon;

namespace SupportSdk.Tests.Paragon;

public sealed class ExecutionLinkTemplateTests
{
    private static readonly ExecutionIds Ids = new(
        Guid.Parse("38b1f170-0c43-4eae-9a04-ab85325d99f7"), Guid.Parse("13ab4dd5-2b3f-4d8c-9b6c-000000000001"), Guid.Parse("7d1f8e9a-0000-4000-8000-000000000002"));

    [Fact]
    public void Link_Defaults_IsTheDocumentedOne()
    {
        var link = new ExecutionLinkTemplate(new ParagonOptions()).Link(Ids)!;
        Assert.Equal(WorkflowExecutionLink.Create(Ids.ProjectId, Ids.WorkflowId, Ids.ExecutionId), link);
        Assert.True(WorkflowExecutionLink.TryParse(link.Url.AbsoluteUri, out var same) && same == link);
    }

    [Theory]
    [InlineData("{dashboard}/monitoring/{projectId}?workflow={workflowId}&execution={executionId}#log", "https://dash.acme.example:8443/monitoring/P?workflow=W&execution=X#log")]
    [InlineData("https://logs.acme.example/{executionId}/{workflowId}/{projectId}", "https://logs.acme.example/X/W/P")]
    public void Link_OtherTemplate_IsFilledAndSurvivesTheOutbox(string template, string expected)
    {
        var options = new ParagonOptions { Dashboard = new Uri("https://dash.acme.example:8443"), ExecutionLinkTemplate = template };
        Assert.Empty(ParagonOptionsRules.Problems(options));
        var link = new ExecutionLinkTemplate(options).Link(Ids)!;
        var url = expected.Replace("P", $"{Ids.ProjectId}", StringComparison.Ordinal).Replace("W", $"{Ids.WorkflowId}", StringComparison.Ordinal).Replace("X", $"{Ids.ExecutionId}", StringComparison.Ordinal);
        Assert.Equal(url, link.Url.AbsoluteUri);
        Assert.Equal((Ids.ProjectId, Ids.WorkflowId, Ids.ExecutionId), (link.ProjectId, link.WorkflowId, link.ExecutionId));
        Assert.Equal(link, JsonSerializer.Deserialize<WorkflowExecutionLink>(JsonSerializer.Serialize(link)));
    }

    [Fact]
    public void Link_IdMissing_IsNull()
    {
        var links = new ExecutionLinkTemplate(new ParagonOptions());
        Assert.Null(links.Link(Ids with { ProjectId = Guid.Empty }));
        Assert.Null(links.Link(Ids with { WorkflowId = Guid.Empty }));
        Assert.Null(links.Link(Ids with { ExecutionId = Guid.Empty }));
    }
}

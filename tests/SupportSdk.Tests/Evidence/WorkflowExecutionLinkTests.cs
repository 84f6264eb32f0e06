namespace SupportSdk.Tests.Evidence;

public sealed class WorkflowExecutionLinkTests
{
    private const string Path = "/connect/projects/38b1f170-0c43-4eae-9a04-ab85325d99f7/history/workflows/13ab4dd5-2b3f-4d8c-9b6c-000000000001/executions/7d1f8e9a-0000-4000-8000-000000000002";

    [Theory]
    [InlineData("https://dashboard.useparagon.com" + Path, "https://dashboard.useparagon.com" + Path)]
    [InlineData("  https://dashboard.acme.example:8443" + Path + "/?token=secret#x ", "https://dashboard.acme.example:8443" + Path)]
    [InlineData("HTTPS://DASHBOARD.useparagon.com" + Path, "https://dashboard.useparagon.com" + Path)]
    public void TryParse_Link_IsKeptWithoutQueryAndFragment(string text, string url)
    {
        Assert.True(WorkflowExecutionLink.TryParse(text, out var link));
        Assert.Equal(url, link.Url.AbsoluteUri);
        Assert.Equal(link, WorkflowExecutionLink.Create(link.ProjectId, link.WorkflowId, link.ExecutionId, link.Url));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("not a link")]
    [InlineData(Path)]
    [InlineData("http://dashboard.useparagon.com" + Path)]
    [InlineData("https://user:secret@dashboard.useparagon.com" + Path)]
    [InlineData("https://dashboard.useparagon.com/extra" + Path)]
    [InlineData("https://dashboard.useparagon.com" + Path + "/extra")]
    [InlineData("https://dashboard.useparagon.com/connect/projects/p/history/workflows/w/executions/e")]
    [InlineData("https://dashboard.useparagon.com/connect/projects/38b1f170-0c43-4eae-9a04-ab85325d99f7/history/workflows/13ab4dd5-2b3f-4d8c-9b6c-000000000001/executions/00000000-0000-0000-0000-000000000000")]
    public void TryParse_AnythingElse_IsFalse(string? text)
    {
        Assert.False(WorkflowExecutionLink.TryParse(text, out var link));
        Assert.Null(link);
    }

    [Fact]
    public void TryParse_OverlongText_IsFalse() =>
        Assert.False(WorkflowExecutionLink.TryParse("https://dashboard.useparagon.com" + Path + "?" + new string('q', 3_000), out _));

    [Fact]
    public void Create_EmptyIdOrWrongDashboard_Throws()
    {
        var id = Guid.NewGuid();
        Assert.Throws<ArgumentException>(() => WorkflowExecutionLink.Create(Guid.Empty, id, id));
        Assert.Throws<ArgumentException>(() => WorkflowExecutionLink.Create(id, Guid.Empty, id));
        Assert.Throws<ArgumentException>(() => WorkflowExecutionLink.Create(id, id, Guid.Empty));
        Assert.Throws<ArgumentException>(() => WorkflowExecutionLink.Create(id, id, id, new Uri("/relative", UriKind.Relative)));
        Assert.Throws<ArgumentException>(() => WorkflowExecutionLink.Create(id, id, id, new Uri("ftp://dashboard.example")));
    }

    [Fact]
    public void ToString_IsTheExecution()
    {
        Assert.True(WorkflowExecutionLink.TryParse("https://dashboard.useparagon.com" + Path, out var link));
        Assert.Equal("WorkflowExecutionLink 7d1f8e9a-0000-4000-8000-000000000002", link.ToString());
    }

    [Theory]
    [InlineData("\"https://dashboard.example\"")]
    [InlineData("""{"url":"dashboard.example","projectId":"38b1f170-0c43-4eae-9a04-ab85325d99f7","workflowId":"38b1f170-0c43-4eae-9a04-ab85325d99f7","executionId":"38b1f170-0c43-4eae-9a04-ab85325d99f7"}""")]
    [InlineData("""{"url":"https://dashboard.example/","projectId":"x","workflowId":"38b1f170-0c43-4eae-9a04-ab85325d99f7","executionId":"38b1f170-0c43-4eae-9a04-ab85325d99f7"}""")]
    [InlineData("""{"url":"\ud800"}""")]
    [InlineData("{}")]
    public void Deserialize_DamagedLink_IsAJsonException(string json) =>
        Assert.Throws<System.Text.Json.JsonException>(() => System.Text.Json.JsonSerializer.Deserialize<WorkflowExecutionLink>(json));
}

namespace SupportSdk.Paragon;

/// <summary>Where Paragon is: its hosts are data, since single-tenant and regional installations differ.</summary>
public sealed class ParagonOptions
{
    /// <summary>
    /// The hosts whose calls are captured: a name stands for itself and its subdomains, so that one entry covers all of Paragon's services. A port may follow, as in
    /// <c>localhost:8080</c>, and a path below which Paragon lies behind a gateway, as in <c>gateway.customer.example/paragon</c>.
    /// </summary>
    /// <value>The default is <c>useparagon.com</c>.</value>
    public IList<string> Hosts { get; } = ["useparagon.com"];

    /// <summary>The dashboard, to which links of workflow executions point.</summary>
    /// <value>The default is <c>https://dashboard.useparagon.com</c>.</value>
    public Uri Dashboard { get; set; } = new("https://dashboard.useparagon.com");

    /// <summary>
    /// How a link to a workflow execution is built from ids: <c>{projectId}</c>, <c>{workflowId}</c> and <c>{executionId}</c> must all be there, <c>{dashboard}</c> stands for
    /// scheme, host and port of <see cref="Dashboard"/>. Links that are found in texts stay as they are.
    /// </summary>
    /// <value>The default is <c>{dashboard}/connect/projects/{projectId}/history/workflows/{workflowId}/executions/{executionId}</c>.</value>
    public string ExecutionLinkTemplate { get; set; } = "{dashboard}/connect/projects/{projectId}/history/workflows/{workflowId}/executions/{executionId}";

    /// <summary>The Task History API, which tells of failed executions that the app itself did not see.</summary>
    /// <value>The default is not to ask it: it needs an API key.</value>
    public TaskHistoryOptions TaskHistory { get; set; } = new();
}

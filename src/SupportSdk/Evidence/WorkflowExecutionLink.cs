using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace SupportSdk;

/// <summary>A link to one workflow execution in the Paragon dashboard.</summary>
/// <remarks>
/// Format: <c>https://{dashboard}/connect/projects/{projectId}/history/workflows/{workflowId}/executions/{executionId}</c>, the three ids being UUIDs.
/// Source: Paragon's documentation of the Request trigger ("Link to view execution in Task History").
/// </remarks>
[JsonConverter(typeof(WorkflowExecutionLinkJsonConverter))]
public sealed record WorkflowExecutionLink
{
    private static readonly Uri ParagonDashboard = new("https://dashboard.useparagon.com");

    private WorkflowExecutionLink(Guid projectId, Guid workflowId, Guid executionId, Uri url) =>
        (ProjectId, WorkflowId, ExecutionId, Url) = (projectId, workflowId, executionId, url);

    /// <summary>The project.</summary>
    public Guid ProjectId { get; }

    /// <summary>The workflow.</summary>
    public Guid WorkflowId { get; }

    /// <summary>The execution.</summary>
    public Guid ExecutionId { get; }

    /// <summary>The page in the dashboard; an absolute https address. Query and fragment are there only where the app's own template has them.</summary>
    public Uri Url { get; }

    /// <summary>Builds the link from the three ids.</summary>
    /// <param name="projectId">The project.</param>
    /// <param name="workflowId">The workflow.</param>
    /// <param name="executionId">The execution.</param>
    /// <param name="dashboard">The dashboard's address; scheme, host and port are used. Default: <c>https://dashboard.useparagon.com</c>.</param>
    /// <exception cref="ArgumentException">An id is empty, or <paramref name="dashboard"/> is not an absolute http or https address.</exception>
    [ProvidesDiagnostics(Diagnostic.Evidence)]
    public static WorkflowExecutionLink Create(Guid projectId, Guid workflowId, Guid executionId, Uri? dashboard = null)
    {
        RequireId(projectId, nameof(projectId));
        RequireId(workflowId, nameof(workflowId));
        RequireId(executionId, nameof(executionId));
        var root = dashboard ?? ParagonDashboard;
        RequireHttp(root, nameof(dashboard));
        return Build(root.GetLeftPart(UriPartial.Authority), projectId, workflowId, executionId);
    }

    /// <summary>Reads a link. Any https host with the documented path is accepted and kept, so that single-tenant and regional dashboards work; query and fragment are dropped.</summary>
    /// <param name="text">The link; white space around it is ignored.</param>
    /// <param name="link">The link, or <see langword="null"/> where the text is not one.</param>
    /// <returns>Whether the text is a link to a workflow execution.</returns>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out WorkflowExecutionLink? link)
    {
        link = null;
        if (text is null || text.Length > 2_048 || !Uri.TryCreate(text.Trim(), UriKind.Absolute, out var uri)
            || uri.Scheme != Uri.UriSchemeHttps || uri.UserInfo.Length > 0)
        {
            return false;
        }

        var parts = uri.AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (parts is not ["connect", "projects", var project, "history", "workflows", var workflow, "executions", var execution]
            || !TryId(project, out var projectId) || !TryId(workflow, out var workflowId) || !TryId(execution, out var executionId))
        {
            return false;
        }

        link = Build(uri.GetLeftPart(UriPartial.Authority), projectId, workflowId, executionId);
        return true;
    }

    /// <summary>The kind and the execution's id.</summary>
    public override string ToString() => $"WorkflowExecutionLink {ExecutionId:D}";

    /// <summary>A link at an address that the app's template made, whatever its path.</summary>
    internal static WorkflowExecutionLink At(Uri url, Guid projectId, Guid workflowId, Guid executionId)
    {
        RequireHttp(url, nameof(url));
        return new WorkflowExecutionLink(projectId, workflowId, executionId, url);
    }

    private static WorkflowExecutionLink Build(string authority, Guid projectId, Guid workflowId, Guid executionId) =>
        new(projectId, workflowId, executionId,
            new Uri($"{authority}/connect/projects/{projectId:D}/history/workflows/{workflowId:D}/executions/{executionId:D}"));

    private static bool TryId(string text, out Guid id) => Guid.TryParseExact(text, "D", out id) && id != Guid.Empty;

    private static void RequireId(Guid id, string name)
    {
        if (id == Guid.Empty)
        {
            throw new ArgumentException($"{name} is empty; a workflow execution link needs the project's, the workflow's and the execution's UUID.", name);
        }
    }

    private static void RequireHttp(Uri address, string name)
    {
        if (!address.IsAbsoluteUri || (address.Scheme != Uri.UriSchemeHttps && address.Scheme != Uri.UriSchemeHttp))
        {
            throw new ArgumentException($"The dashboard must be an absolute http or https address, for example {ParagonDashboard}.", name);
        }
    }
}

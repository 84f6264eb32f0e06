using System.Globalization;

namespace SupportSdk.Paragon;

/// <summary>Builds links to workflow executions from ids, as the settings say: the only place that does.</summary>
/// <param name="template">The template, as <see cref="ParagonOptions.ExecutionLinkTemplate"/> describes it.</param>
/// <param name="dashboard">The dashboard's address.</param>
internal sealed class ExecutionLinkTemplate(string template, Uri dashboard)
{
    private const int LongestTemplate = 500;

    private static readonly string[] Required = ["{projectId}", "{workflowId}", "{executionId}"];

    public ExecutionLinkTemplate(ParagonOptions options)
        : this(options.ExecutionLinkTemplate, options.Dashboard)
    {
    }

    /// <summary>What is wrong with a template, or null. The dashboard is taken to be right: a rule of its own looks at it.</summary>
    public static string? ProblemOf(string? template)
    {
        if (string.IsNullOrWhiteSpace(template))
        {
            return "is missing";
        }

        if (template.Length > LongestTemplate)
        {
            return $"has more than {LongestTemplate.ToString(CultureInfo.InvariantCulture)} characters";
        }

        if (Required.FirstOrDefault(name => !template.Contains(name, StringComparison.Ordinal)) is { } missing)
        {
            return $"lacks {missing}";
        }

        var filled = new ExecutionLinkTemplate(template, new Uri("https://dashboard.example")).Fill(new ExecutionIds(Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid()));
        return filled.AsSpan().IndexOfAny('{', '}') >= 0 ? "holds a name in braces that nothing fills"
            : !Uri.TryCreate(filled, UriKind.Absolute, out var uri) ? "does not make an absolute address"
            : uri.Scheme != Uri.UriSchemeHttps && !(uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback) ? "does not make an https address"
            : uri.UserInfo.Length > 0 ? "holds a user name or password"
            : null;
    }

    /// <summary>The link, or null where an id is missing.</summary>
    public WorkflowExecutionLink? Link(ExecutionIds ids) =>
        ids.AreComplete ? WorkflowExecutionLink.At(new Uri(Fill(ids)), ids.ProjectId, ids.WorkflowId, ids.ExecutionId) : null;

    private string Fill(ExecutionIds ids) => template
        .Replace("{dashboard}", dashboard.GetLeftPart(UriPartial.Authority), StringComparison.Ordinal)
        .Replace("{projectId}", ids.ProjectId.ToString("D"), StringComparison.Ordinal)
        .Replace("{workflowId}", ids.WorkflowId.ToString("D"), StringComparison.Ordinal)
        .Replace("{executionId}", ids.ExecutionId.ToString("D"), StringComparison.Ordinal);
}

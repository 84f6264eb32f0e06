using System.Globalization;

namespace SupportSdk.Paragon.Api.History;

/// <summary>The addresses of one project's Task History, and to which others its key may go.</summary>
internal sealed class TaskHistoryAddresses(Uri baseAddress, Guid projectId, ParagonHosts hosts)
{
    private readonly string _executions = $"{baseAddress.GetLeftPart(UriPartial.Path).TrimEnd('/')}/projects/{projectId:D}/task-history/workflow-executions";

    /// <summary>The failed executions of a user that began within a window, the latest first.</summary>
    public Uri Failed(string userId, Guid? workflowId, DateTimeOffset after, DateTimeOffset before)
    {
        var workflow = workflowId is { } id ? $"&workflowId={id:D}" : "";
        return new Uri($"{_executions}?userId={Uri.EscapeDataString(userId)}{workflow}&status=FAILED&afterDate={Instant(after)}&beforeDate={Instant(before)}&sortBy=DESC");
    }

    public Uri Execution(Guid id) => new($"{_executions}/{id:D}");

    public Uri Step(Guid executionId, Guid stepExecutionId) => new($"{_executions}/{executionId:D}/step-executions/{stepExecutionId:D}");

    /// <summary>The next page, where the key may go there: to this project's Task History, on a host that the settings name, over https.</summary>
    /// <returns>What keeps the page from being fetched, or null.</returns>
    public string? TryFollow(Uri page, string nextLink, out Uri next)
    {
        next = page;
        if (!Uri.TryCreate(page, nextLink, out var link))
        {
            return "names a next page that is no address";
        }

        next = link;
        return link.Scheme != Uri.UriSchemeHttps && !(link.Scheme == Uri.UriSchemeHttp && link.IsLoopback) ? "names a next page that is not https, to which the key is not sent"
            : link.UserInfo.Length > 0 ? "names a next page with a user name in its address, which is not followed"
            : !IsTrusted(link) ? $"names a next page on {link.Host}, to which the key is not sent; if it is Paragon's, add it to Paragon.Hosts"
            : ParagonPath.Parse(link.AbsolutePath) != new ParagonPath(ParagonEndpoint.TaskHistory, projectId, Guid.Empty) ? "names a next page that is not this project's Task History"
            : null;
    }

    private bool IsTrusted(Uri link) => hosts.Contains(link) || link.GetLeftPart(UriPartial.Authority) == baseAddress.GetLeftPart(UriPartial.Authority);

    private static string Instant(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}

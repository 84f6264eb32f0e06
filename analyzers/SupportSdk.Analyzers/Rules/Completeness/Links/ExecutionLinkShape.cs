namespace SupportSdk.Analyzers.Rules.Completeness.Links;

/// <summary>What <c>WorkflowExecutionLink.TryParse</c> accepts; a test holds the two equal.</summary>
internal static class ExecutionLinkShape
{
    private const string Path = "connect/projects/{id}/history/workflows/{id}/executions/{id}";
    private const int Longest = 2_048;

    private static readonly char[] Slash = ['/'];

    /// <summary>What keeps the text from being a link; null where nothing does.</summary>
    public static string? ProblemOf(string? text) =>
        text is null ? "it is null"
        : text.Length > Longest ? "it is longer than 2,048 characters"
        : !Uri.TryCreate(text.Trim(), UriKind.Absolute, out var uri) ? "it is not an absolute address"
        : uri.Scheme != "https" ? "it does not begin with https://"
        : uri.UserInfo.Length > 0 ? "it holds a user name"
        : PathProblem(uri.AbsolutePath.Split(Slash, StringSplitOptions.RemoveEmptyEntries));

    private static string? PathProblem(string[] parts)
    {
        var expected = Path.Split(Slash);
        if (parts.Length != expected.Length)
        {
            return "its path is not /" + Path;
        }

        for (var i = 0; i < parts.Length; i++)
        {
            if (expected[i] == "{id}" ? !IsId(parts[i]) : parts[i] != expected[i])
            {
                return expected[i] == "{id}" ? $"'{parts[i]}' in its path is not a UUID" : "its path is not /" + Path;
            }
        }

        return null;
    }

    private static bool IsId(string text) => Guid.TryParseExact(text, "D", out var id) && id != Guid.Empty;
}

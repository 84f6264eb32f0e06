namespace SupportSdk.Paragon;

/// <summary>What is wrong with the settings of Paragon's hosts, each with the way out.</summary>
internal static class ParagonOptionsRules
{
    public static IReadOnlyList<string> Problems(ParagonOptions options)
    {
        var problems = new List<string>();
        if (options.Hosts.Count == 0)
        {
            problems.Add("Paragon.Hosts is empty, so that no call would be captured; name Paragon's host, for example 'useparagon.com'.");
        }

        foreach (var host in options.Hosts.Where(host => ParagonHost.Parse(host) is null))
        {
            problems.Add($"Paragon.Hosts: '{host}' is not a host; write a name without scheme, query or wildcard, for example 'useparagon.com', 'localhost:8080' or 'gateway.customer.example/paragon'. Subdomains are included.");
        }

        if (ProblemOf(options.Dashboard) is { } problem)
        {
            problems.Add($"Paragon.Dashboard {problem}; write the dashboard's root, for example 'https://dashboard.useparagon.com'.");
        }

        if (ExecutionLinkTemplate.ProblemOf(options.ExecutionLinkTemplate) is { } defect)
        {
            problems.Add($"Paragon.ExecutionLinkTemplate {defect}; write an https address with {{projectId}}, {{workflowId}} and {{executionId}}, for example '{new ParagonOptions().ExecutionLinkTemplate}'.");
        }

        return problems;
    }

    private static string? ProblemOf(Uri? dashboard) => dashboard switch
    {
        null => "is missing",
        { IsAbsoluteUri: false } => $"'{dashboard}' is not an absolute address",
        { Scheme: not ("https" or "http") } => $"has the scheme '{dashboard.Scheme}'",
        { Scheme: "http", IsLoopback: false } => "is an http address, which only a loopback one may be",
        { UserInfo.Length: > 0 } => "holds a user name or password",
        { PathAndQuery: not "/" } or { Fragment.Length: > 0 } => "has a path, query or fragment",
        _ => null,
    };
}

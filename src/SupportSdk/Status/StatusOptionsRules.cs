namespace SupportSdk.Status;

/// <summary>What <see cref="StatusOptions"/> must keep; the wrong settings are named all at once.</summary>
internal static class StatusOptionsRules
{
    private static readonly TimeSpan LongestBudget = TimeSpan.FromSeconds(30);

    /// <summary>Every wrong setting in words, empty where all is well.</summary>
    internal static IReadOnlyList<string> Problems(StatusOptions options)
    {
        var problems = new List<string>();
        if (PageProblem(options.Page) is { } problem)
            problems.Add($"Status.Page {problem}.");
        if (options.Budget <= TimeSpan.Zero || options.Budget > LongestBudget)
            problems.Add($"Status.Budget must be more than zero and at most {LongestBudget.TotalSeconds:0} seconds; it is {options.Budget}.");
        if (options.CacheFor < TimeSpan.Zero)
            problems.Add($"Status.CacheFor must not be negative; it is {options.CacheFor}.");
        if (options.StaleFor < TimeSpan.Zero)
            problems.Add($"Status.StaleFor must not be negative; it is {options.StaleFor}.");
        return problems;
    }

    // The address is not repeated: a user name and password may stand in it.
    private static string? PageProblem(Uri? page) => page switch
    {
        null => "is missing",
        { IsAbsoluteUri: false } => "must be an absolute https address",
        _ when !StatusHttp.IsAllowed(page) => "must be an https address; http is allowed to this machine only",
        { UserInfo.Length: > 0 } => "must not hold a user name or password: none is ever sent to a status page",
        { Query.Length: > 0 } or { Fragment.Length: > 0 } => "must be the page's own address, without a query or fragment",
        _ => null,
    };
}

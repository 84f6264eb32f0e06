using System.Globalization;

namespace SupportSdk.Paragon;

/// <summary>What is wrong with the settings of Task History, each with the way out. The key itself is never repeated.</summary>
internal static class TaskHistoryOptionsRules
{
    private const int LongestKey = 4_096;
    private const int MostExecutions = 20;
    private const int MostPages = 100;

    private static readonly TimeSpan LongestBudget = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestWindow = TimeSpan.FromDays(1);

    public static IReadOnlyList<string> Problems(TaskHistoryOptions? options, string? projectId)
    {
        if (options is null)
        {
            return ["Paragon.TaskHistory is null; leave it as it is where Task History is not to be asked."];
        }

        string?[] problems =
        [
            KeyProblem(options.ApiKey, projectId), AddressProblem(options.BaseAddress),
            TimeProblem("Budget", options.Budget, TimeSpan.FromMilliseconds(1), LongestBudget),
            CountProblem("MaxExecutions", options.MaxExecutions, MostExecutions), CountProblem("MaxPages", options.MaxPages, MostPages),
            TimeProblem("WindowBefore", options.WindowBefore, TimeSpan.Zero, LongestWindow), TimeProblem("WindowAfter", options.WindowAfter, TimeSpan.Zero, LongestWindow),
            options.WindowBefore == TimeSpan.Zero && options.WindowAfter == TimeSpan.Zero ? "Paragon.TaskHistory.WindowBefore and WindowAfter are both zero, so that nothing could be found." : null,
        ];
        return problems.OfType<string>().ToArray();
    }

    private static string? KeyProblem(string? key, string? projectId) => key switch
    {
        null => null,
        _ when string.IsNullOrWhiteSpace(key) => "Paragon.TaskHistory.ApiKey is blank; leave it null where Task History is not to be asked.",
        _ when key.Length > LongestKey => $"Paragon.TaskHistory.ApiKey has more than {LongestKey.ToString(CultureInfo.InvariantCulture)} characters, which no key has.",
        _ when key.Any(c => c is <= ' ' or >= '\u007F') => "Paragon.TaskHistory.ApiKey holds a space, a line end or another character that no key has; give the key alone, without 'Bearer'.",
        _ when projectId is null => "Paragon.TaskHistory.ApiKey is set, but SupportOptions.ProjectId is not; set the id of the project that the key belongs to.",
        _ => null,
    };

    private static string? AddressProblem(Uri? address)
    {
        var problem = address switch
        {
            null => "is missing",
            { IsAbsoluteUri: false } => "is not an absolute address",
            { Scheme: "http", IsLoopback: false } => "is an http address, which only one of this machine may be: the key would be sent in clear",
            { Scheme: not ("https" or "http") } => $"has the scheme '{address.Scheme}'",
            { UserInfo.Length: > 0 } => "holds a user name or password",
            { Query.Length: > 0 } or { Fragment.Length: > 0 } => "has a query or fragment",
            _ => null,
        };
        return problem is null ? null : $"Paragon.TaskHistory.BaseAddress {problem}; write for example 'https://api.useparagon.com', on-premise 'https://zeus.' and the host.";
    }

    private static string? TimeProblem(string name, TimeSpan value, TimeSpan least, TimeSpan most) =>
        value >= least && value <= most ? null : $"Paragon.TaskHistory.{name} is {value}: use {least} to {most}.";

    private static string? CountProblem(string name, int value, int most) =>
        value >= 1 && value <= most ? null : $"Paragon.TaskHistory.{name} is {value.ToString(CultureInfo.InvariantCulture)}: use 1 to {most.ToString(CultureInfo.InvariantCulture)}.";
}

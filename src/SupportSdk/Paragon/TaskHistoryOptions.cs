namespace SupportSdk.Paragon;

/// <summary>Whether, and how patiently, Paragon's Task History API is asked for failed executions of a ticket's user when a ticket is submitted.</summary>
/// <remarks>
/// The API is part of Enterprise plans. It needs a project's API key, which sees every user of the project: keep it on servers, and out of source code.
/// The key is sent to <see cref="BaseAddress"/> and to the hosts of <see cref="ParagonOptions.Hosts"/> only, and stands in no ticket, log or exception.
/// Source: Paragon's documentation of the Task History API.
/// </remarks>
public sealed class TaskHistoryOptions
{
    /// <summary>The project's API key, a secret, from Settings &gt; API Keys of the dashboard. It is not a Paragon User Token. <c>SupportOptions.ProjectId</c> must be set too.</summary>
    /// <value>The default is <see langword="null"/>: Task History is not asked.</value>
    public string? ApiKey { get; set; }

    /// <summary>Where the API is; the path <c>/projects/{projectId}/task-history</c> follows. On-premise it is <c>https://zeus.{host}</c>.</summary>
    /// <value>The default is <c>https://api.useparagon.com</c>.</value>
    public Uri BaseAddress { get; set; } = new("https://api.useparagon.com");

    /// <summary>How long all requests of one submission take together at most; what is there by then is kept, and the ticket says that it was cut short.</summary>
    /// <value>The default is 3 seconds.</value>
    public TimeSpan Budget { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>How many failed executions a ticket gets at most, the latest first; 1 to 20.</summary>
    /// <value>The default is 20.</value>
    public int MaxExecutions { get; set; } = 20;

    /// <summary>How many lists of executions are fetched for one ticket at most, further pages included.</summary>
    /// <value>The default is 10.</value>
    public int MaxPages { get; set; } = 10;

    /// <summary>How long before the occurrence an execution may have started.</summary>
    /// <value>The default is 15 minutes.</value>
    public TimeSpan WindowBefore { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>How long after the occurrence an execution may have started.</summary>
    /// <value>The default is 5 minutes.</value>
    public TimeSpan WindowAfter { get; set; } = TimeSpan.FromMinutes(5);
}

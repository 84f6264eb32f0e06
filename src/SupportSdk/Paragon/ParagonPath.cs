namespace SupportSdk.Paragon;

/// <summary>What the path of a Paragon address says: the API, the project, and for some the workflow. An id that it does not hold is empty.</summary>
/// <param name="Endpoint">The API.</param>
/// <param name="ProjectId">The project.</param>
/// <param name="WorkflowId">The workflow.</param>
internal readonly record struct ParagonPath(ParagonEndpoint Endpoint, Guid ProjectId, Guid WorkflowId)
{
    private const string Projects = "projects";

    /// <summary>Reads a path, as <see cref="Uri.AbsolutePath"/> has it; what stands before <c>/projects/{id}</c>, such as a gateway's own path, is passed over.</summary>
    /// <param name="absolutePath">The path.</param>
    public static ParagonPath Parse(ReadOnlySpan<char> absolutePath)
    {
        var rest = absolutePath;
        ReadOnlySpan<char> before = default, last = default;
        while (!rest.IsEmpty)
        {
            var segment = Next(ref rest);
            if (Is(segment, Projects) && PeekId(rest) is var project && project != Guid.Empty)
            {
                _ = Next(ref rest);
                return Is(before, "api") && (Is(last, "tools") || Is(last, "context"))
                    ? new ParagonPath(ParagonEndpoint.AgentOs, project, Guid.Empty)
                    : InProject(project, rest);
            }

            if (Is(last, "api") && Is(segment, "syncs"))
            {
                return new ParagonPath(ParagonEndpoint.ManagedSync, Guid.Empty, Guid.Empty);
            }

            before = last;
            last = segment;
        }

        return default;
    }

    private static ParagonPath InProject(Guid project, ReadOnlySpan<char> rest)
    {
        var segment = Next(ref rest);
        if (Is(segment, "sdk"))
        {
            return InSdk(project, rest);
        }

        var endpoint = Is(segment, "tools") || Is(segment, "actions") ? ParagonEndpoint.ActionKit
            : Is(segment, "triggers") || Is(segment, "trigger-subscriptions") ? ParagonEndpoint.ActionKitTrigger
            : Is(segment, "task-history") ? ParagonEndpoint.TaskHistory
            : ParagonEndpoint.Other;
        return new ParagonPath(endpoint, project, Guid.Empty);
    }

    private static ParagonPath InSdk(Guid project, ReadOnlySpan<char> rest)
    {
        var segment = Next(ref rest);
        return Is(segment, "proxy") ? new ParagonPath(ParagonEndpoint.Proxy, project, Guid.Empty)
            : Is(segment, "triggers") ? new ParagonPath(ParagonEndpoint.WorkflowTrigger, project, PeekId(rest))
            : Is(segment, "events") ? new ParagonPath(ParagonEndpoint.AppEvent, project, Guid.Empty)
            : Is(segment, "workflows") ? new ParagonPath(ParagonEndpoint.Sdk, project, PeekId(rest))
            : new ParagonPath(ParagonEndpoint.Sdk, project, Guid.Empty);
    }

    private static ReadOnlySpan<char> Next(scoped ref ReadOnlySpan<char> rest)
    {
        rest = rest.TrimStart('/');
        var end = rest.IndexOf('/');
        var segment = end < 0 ? rest : rest[..end];
        rest = rest[segment.Length..];
        return segment;
    }

    private static Guid PeekId(ReadOnlySpan<char> rest) => Guid.TryParseExact(Next(ref rest), "D", out var id) ? id : Guid.Empty;

    private static bool Is(ReadOnlySpan<char> segment, string name) => segment.Equals(name, StringComparison.OrdinalIgnoreCase);
}

/// <summary>Which of Paragon's APIs an address belongs to. One API lives on several hosts, so the path tells, not the host.</summary>
internal enum ParagonEndpoint
{
    /// <summary>None of those that are told apart.</summary>
    Other = 0,

    /// <summary>ActionKit's tools, formerly actions: <c>/projects/{id}/tools</c>, <c>/actions</c>.</summary>
    ActionKit,

    /// <summary>ActionKit's triggers: <c>/projects/{id}/triggers</c>, <c>/trigger-subscriptions</c>.</summary>
    ActionKitTrigger,

    /// <summary>A third party's API behind Paragon: <c>/projects/{id}/sdk/proxy/…</c>.</summary>
    Proxy,

    /// <summary>A workflow's Request trigger: <c>/projects/{id}/sdk/triggers/{workflowId}</c>.</summary>
    WorkflowTrigger,

    /// <summary>An App Event: <c>/projects/{id}/sdk/events/trigger</c>.</summary>
    AppEvent,

    /// <summary>The Task History API: <c>/projects/{id}/task-history/…</c>.</summary>
    TaskHistory,

    /// <summary>The rest of the Connect and Users APIs: <c>/projects/{id}/sdk/…</c>.</summary>
    Sdk,

    /// <summary>Managed Sync: <c>/api/syncs</c>.</summary>
    ManagedSync,

    /// <summary>Agent OS: <c>/api/tools/projects/{id}/…</c>, <c>/api/context/projects/{id}/…</c>.</summary>
    AgentOs,
}

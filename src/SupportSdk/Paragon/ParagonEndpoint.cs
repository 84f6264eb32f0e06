namespace SupportSdk.Paragon;

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

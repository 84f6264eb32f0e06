namespace SupportSdk.Facts.Surroundings;

/// <summary>Whether the process runs in a container, by what is documented for it: environment variables, of which only the presence counts, and marker files. No ids, no names.</summary>
/// <param name="variable">Reads an environment variable.</param>
/// <param name="root">The root of the file system.</param>
internal sealed class ContainerFact(Func<string, string?> variable, string root) : IFactProvider
{
    // Set by the platform itself for every container; the first that is set is the most telling.
    private static readonly (string Variable, string Platform)[] Platforms =
    [
        ("AWS_LAMBDA_FUNCTION_NAME", "AWS Lambda"),
        ("ECS_CONTAINER_METADATA_URI_V4", "Amazon ECS"),
        ("CONTAINER_APP_NAME", "Azure Container Apps"),
        ("WEBSITE_INSTANCE_ID", "Azure App Service"),
        ("K_SERVICE", "Google Cloud Run or Knative"),
        ("FLY_APP_NAME", "Fly.io"),
        ("KUBERNETES_SERVICE_HOST", "Kubernetes"),
        ("DOTNET_RUNNING_IN_CONTAINER", "a container (the .NET image says so)"),
    ];

    private static readonly (string File, string Runtime)[] Markers = [("run/.containerenv", "Podman"), (".dockerenv", "Docker")];

    private static readonly (string Word, string Runtime)[] ControlGroups = [("kubepods", "Kubernetes"), ("docker", "Docker"), ("containerd", "containerd"), ("libpod", "Podman")];

    public string Name => "Container";

    public bool IsConstant => true;

    public bool TryRead(IReadOnlyList<ApiError> failed, out string? value)
    {
        value = Array.Find(Platforms, p => !string.IsNullOrEmpty(variable(p.Variable))).Platform;
        return value is not null;
    }

    public ValueTask<string?> ReadAsync(IReadOnlyList<ApiError> failed, CancellationToken cancellationToken) =>
        ValueTask.FromResult<string?>(Array.Find(Markers, m => File.Exists(Path.Combine(root, m.File))).Runtime ?? ControlGroup() ?? "no sign of one");

    // Its lines are paths that hold the container's id; only the known word is told.
    private string? ControlGroup()
    {
        var file = Path.Combine(root, "proc/self/cgroup");
        if (!File.Exists(file))
        {
            return null;
        }

        var groups = File.ReadAllText(file);
        return Array.Find(ControlGroups, g => groups.Contains(g.Word, StringComparison.Ordinal)).Runtime;
    }
}

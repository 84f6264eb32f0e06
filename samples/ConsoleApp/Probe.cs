namespace ConsoleApp;

/// <summary>A helper as it lies in many an app, with an HttpClient of its own: no factory makes it, and nobody gave it a handler.</summary>
internal static class Probe
{
    private static readonly HttpClient Http = new();

    public static async Task AskAsync(Uri paragon, Guid projectId, CancellationToken cancellationToken)
    {
        using var response = await Http.GetAsync(new Uri(paragon, $"/projects/{projectId}/sdk/me"), cancellationToken);
    }
}

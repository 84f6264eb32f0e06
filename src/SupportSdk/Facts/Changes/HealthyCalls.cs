using SupportSdk.Paragon.Health;

namespace SupportSdk.Facts.Changes;

/// <summary>This run's healthy calls as they are compared and stored.</summary>
/// <param name="baseline">The notes of the capture.</param>
/// <param name="versions">What is running, by name.</param>
/// <param name="time">The clock of the notes.</param>
internal sealed class HealthyCalls(HealthBaseline baseline, Func<IReadOnlyDictionary<string, string>> versions, TimeProvider time)
{
    public bool Has(string host, int port) => baseline.Hosts.Any(h => h.Is(host, port));

    public IReadOnlyDictionary<string, string> Versions() => versions();

    public IReadOnlyList<HealthyCall> OfThisRun()
    {
        var hosts = baseline.Hosts;
        var running = hosts.Count == 0 ? null : versions();
        return [.. hosts.Select(host => Of(host, running!))];
    }

    private HealthyCall Of(HostHealth host, IReadOnlyDictionary<string, string> running)
    {
        var call = host.LastHealthy;
        return new HealthyCall
        {
            Host = call.Host,
            Port = call.Port,
            IsHttps = call.IsHttps,
            HttpVersion = call.HttpVersion is { Major: > 0 } version ? version.ToString() : null,
            Tls = call.Tls,
            At = time.GetUtcNow() - time.GetElapsedTime(host.HealthyAt),
            Versions = running,
        };
    }
}

using SupportSdk.Postgres.Tests.Server;

[assembly: AssemblyFixture(typeof(SharedCluster))]

namespace SupportSdk.Postgres.Tests.Server;

/// <summary>The server of all tests that do not restart it; each has a database of its own. Started by the first that asks.</summary>
public sealed class SharedCluster : IAsyncDisposable
{
    private readonly Lazy<Task<Cluster>> _cluster = new(() => Server.Cluster.StartAsync());

    internal Task<Cluster> Cluster => _cluster.Value;

    public async ValueTask DisposeAsync()
    {
        if (_cluster is { IsValueCreated: true, Value.IsCompletedSuccessfully: true })
            await (await _cluster.Value).DisposeAsync();
    }
}

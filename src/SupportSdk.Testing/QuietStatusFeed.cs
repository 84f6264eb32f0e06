using SupportSdk.Status;

namespace SupportSdk.Testing;

/// <summary>A status page without incidents.</summary>
internal sealed class QuietStatusFeed : IStatusFeed
{
    private static readonly StatusSnapshot Quiet = new()
    {
        Indicator = StatusIndicator.Operational,
        FetchedAt = DateTimeOffset.UnixEpoch,
        Source = new Uri("https://status.example"),
    };

    public Task<StatusSnapshot> GetAsync(CancellationToken cancellationToken = default) => Task.FromResult(Quiet);
}

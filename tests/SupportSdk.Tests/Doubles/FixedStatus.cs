using SupportSdk.Status;

namespace SupportSdk.Tests.Doubles;

/// <summary>A feed with one answer, or whatever it is told to do.</summary>
internal sealed class FixedStatus(Func<CancellationToken, Task<StatusSnapshot>> answer) : IStatusFeed
{
    public static readonly Uri Page = new("https://status.example");

    public static FixedStatus Quiet { get; } = With();

    public static FixedStatus With(params StatusIncident[] incidents) => new(_ => Task.FromResult(new StatusSnapshot
    {
        Indicator = incidents.Length == 0 ? StatusIndicator.Operational : StatusIndicator.Major,
        Incidents = incidents,
        FetchedAt = DateTimeOffset.UnixEpoch,
        Source = Page,
    }));

    public Task<StatusSnapshot> GetAsync(CancellationToken cancellationToken = default) => answer(cancellationToken);
}

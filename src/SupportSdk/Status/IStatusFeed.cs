namespace SupportSdk.Status;

/// <summary>Tells how the vendor's services are.</summary>
public interface IStatusFeed
{
    /// <summary>The latest status, from the cache where that is fresh enough.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The snapshot. A feed that cannot be read is no error: its indicator is <see cref="StatusIndicator.Unknown"/> and <see cref="StatusSnapshot.Problem"/> says why.</returns>
    Task<StatusSnapshot> GetAsync(CancellationToken cancellationToken = default);
}

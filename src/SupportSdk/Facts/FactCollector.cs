using SupportSdk.Facts.Changes;
using SupportSdk.Facts.Surroundings;
using SupportSdk.Paragon.Health;

namespace SupportSdk.Facts;

/// <summary>The facts of the surroundings for one client's tickets. Nothing is made or read before the first ticket.</summary>
/// <param name="providers">Makes the providers, the most telling fact first; asked once, at the first ticket.</param>
/// <param name="limits">What every fact keeps to.</param>
/// <param name="file">Where healthy calls are kept across restarts, if they are.</param>
internal sealed class FactCollector(Func<IEnumerable<IFactProvider>> providers, FactLimits limits, BaselineFile? file = null)
{
    private readonly Lazy<FactReader[]> _readers = new(() => [.. providers().Select(p => new FactReader(p, limits))]);

    /// <summary>The facts of <see cref="FactList"/>. With a baseline file, the first call to Paragon begins to read it; without, nothing happens before the first ticket.</summary>
    public static FactCollector Of(FactOptions options, VendorCalls calls, FactLimits limits)
    {
        var versions = new Lazy<IReadOnlyDictionary<string, string>>(() => AppFacts.Running(options.Packages));
        var healthy = new HealthyCalls(calls.Baseline, () => versions.Value, limits.Time);
        var file = options.BaselinePath is { } path ? new BaselineFile(path, healthy.OfThisRun, limits.Losses) : null;
        if (file is not null)
        {
            calls.Baseline.KeepWith(file.Keep);
            calls.AtFirstFailure(() => _ = file.LoadAsync());
        }

        return new FactCollector(() => FactList.Of(options, calls, healthy, file, limits.Time), limits, file);
    }

    /// <summary>What memory answers at once, for the accepted ticket; the rest says that it was not read. Never waits, never throws.</summary>
    /// <param name="failed">The ticket's failed calls.</param>
    public IReadOnlyList<EnvironmentFact> Now(IReadOnlyList<ApiError> failed) => [.. _readers.Value.Select(r => r.Now(failed)).OfType<EnvironmentFact>()];

    /// <summary>
    /// Reads what <see cref="Now"/> had to leave out, side by side: all of it takes one timeout at most. Throws for a cancellation alone. Of a ticket that another
    /// process accepted nothing is read: this one's surroundings are not those of the failure.
    /// </summary>
    /// <param name="known">What <see cref="Now"/> gave.</param>
    /// <param name="failed">The ticket's failed calls.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<IReadOnlyList<EnvironmentFact>> CollectAsync(IReadOnlyList<EnvironmentFact> known, IReadOnlyList<ApiError> failed, CancellationToken cancellationToken)
    {
        var readers = _readers.IsValueCreated ? _readers.Value : [];
        var reads = known.Select(fact => Array.Find(readers, r => r.IsUnread(fact)) is { } reader ? reader.ReadAsync(failed, cancellationToken) : Task.FromResult<EnvironmentFact?>(fact));
        var facts = await Task.WhenAll(reads.ToArray()).ConfigureAwait(false);
        return [.. facts.OfType<EnvironmentFact>()];
    }

    /// <summary>Waits until the deadline for what is being kept.</summary>
    public Task StopAsync(CancellationToken deadline) => file?.StopAsync(deadline) ?? Task.CompletedTask;
}

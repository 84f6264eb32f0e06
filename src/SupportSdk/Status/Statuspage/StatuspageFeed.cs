using System.Net.Http.Headers;
using Microsoft.Extensions.Logging;
using SupportSdk.Telemetry;

namespace SupportSdk.Status.Statuspage;

/// <summary>The status of a Statuspage v2 page: one fetch at a time whatever the number of callers, cached, and never a reason to fail.</summary>
/// <remarks>
/// An answer is fresh for <see cref="StatusOptions.CacheFor"/>; after that the page is asked whether it still holds. When that fails, the earlier
/// answer is used up to <see cref="StatusOptions.StaleFor"/>, marked as stale; stale "operational" becomes unknown, since a page that cannot be read may be
/// down for the very reason that matters. A failure is held for 5 seconds (or <see cref="StatusOptions.CacheFor"/> where that is shorter), so that many
/// submissions do not storm a dead page.
/// </remarks>
internal sealed class StatuspageFeed(StatuspageClient client, StatusOptions options, TimeProvider time, ILogger<StatuspageFeed> logger) : IStatusFeed
{
    private static readonly TimeSpan LongestFailureHold = TimeSpan.FromSeconds(5);

    private readonly object _gate = new();
    private Held? _held;
    private Known? _known;
    private Task<StatusSnapshot>? _flight;

    /// <inheritdoc/>
    public Task<StatusSnapshot> GetAsync(CancellationToken cancellationToken = default)
    {
        if (cancellationToken.IsCancellationRequested)
            return Task.FromCanceled<StatusSnapshot>(cancellationToken);
        lock (_gate)
        {
            if (_held is { } held && time.GetElapsedTime(held.Since) < held.For)
                return Task.FromResult(held.Snapshot);
            _flight ??= Start();
            return _flight.WaitAsync(cancellationToken);
        }
    }

    // The flight belongs to no caller: neither its cancellation, nor its scope, trace or synchronization context goes along.
    private Task<StatusSnapshot> Start()
    {
        var flight = new TaskCompletionSource<StatusSnapshot>(TaskCreationOptions.RunContinuationsAsynchronously);
        ThreadPool.UnsafeQueueUserWorkItem(started => _ = RefreshAsync(started), flight, preferLocal: false);
        return flight.Task;
    }

    private async Task RefreshAsync(TaskCompletionSource<StatusSnapshot> flight)
    {
        Held held;
        try
        {
            held = Take(await client.FetchAsync(_known?.ETag).ConfigureAwait(false));
        }
        catch (Exception exception)
        {
            held = Fail($"Reading the status page (Status.Page) failed unexpectedly: {exception.GetType().Name}.");
        }

        lock (_gate)
        {
            _held = held;
            _flight = null;
        }

        flight.SetResult(held.Snapshot);
        if (held.Snapshot is { Problem: { } problem } and ({ IsStale: true } or { Indicator: StatusIndicator.Unknown }))
            SupportLog.StatusUnknown(logger, problem);
    }

    private Held Take(StatuspageAnswer answer)
    {
        var document = answer.NotModified ? _known?.Document : answer.Document;
        if (document is null)
            return Fail(answer.Problem ?? "The status page (Status.Page) answered nothing.");
        var now = time.GetUtcNow();
        var snapshot = StatuspageReading.Read(document, options.Page, now, now);
        _known = new(document, answer.ETag, now, time.GetTimestamp());
        return new(snapshot, time.GetTimestamp(), options.CacheFor);
    }

    private Held Fail(string problem)
    {
        var hold = options.CacheFor < LongestFailureHold ? options.CacheFor : LongestFailureHold;
        return new(Stale(problem) ?? Unknown(problem), time.GetTimestamp(), hold);
    }

    private StatusSnapshot? Stale(string problem)
    {
        if (_known is not { } known || time.GetElapsedTime(known.Since) > options.StaleFor)
            return null;
        var earlier = StatuspageReading.Read(known.Document, options.Page, known.FetchedAt, time.GetUtcNow());
        return earlier with
        {
            Indicator = earlier.Indicator == StatusIndicator.Operational ? StatusIndicator.Unknown : earlier.Indicator,
            IsStale = true,
            Problem = problem,
        };
    }

    private StatusSnapshot Unknown(string problem) => new()
    {
        Indicator = StatusIndicator.Unknown,
        FetchedAt = time.GetUtcNow(),
        Source = options.Page,
        Problem = problem,
    };

    private sealed record Held(StatusSnapshot Snapshot, long Since, TimeSpan For);

    private sealed record Known(StatuspageDocument Document, EntityTagHeaderValue? ETag, DateTimeOffset FetchedAt, long Since);
}

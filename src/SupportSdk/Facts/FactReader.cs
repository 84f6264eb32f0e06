using System.Globalization;
using SupportSdk.Telemetry;

namespace SupportSdk.Facts;

/// <summary>Reads one fact within its timeout. Whatever the provider does, the answer is a value or a problem in words, and nobody else waits for it.</summary>
internal sealed class FactReader(IFactProvider provider, FactLimits limits)
{
    /// <summary>What the accepted ticket says of a fact that had to be waited for; it stays where the process ends before the answer.</summary>
    public const string NotRead = "not read before the app ended";

    // A provider that never answers costs this many waiting threads at most.
    private const int MostAtOnce = 4;

    private readonly EnvironmentFact _unread = new() { Name = provider.Name, Problem = NotRead };
    private readonly object _gate = new();
    private Kept? _kept;
    private FactRead? _last;
    private int _reading;

    /// <summary>Whether the fact is the one by which this very reader said that it had to wait; one that was stored and read back is not.</summary>
    public bool IsUnread(EnvironmentFact fact) => ReferenceEquals(fact, _unread);

    /// <summary>What is known at once, without waiting; null where there is nothing to say.</summary>
    public EnvironmentFact? Now(IReadOnlyList<ApiError> failed)
    {
        if (Volatile.Read(ref _kept) is { } kept)
        {
            return kept.Fact;
        }

        try
        {
            return provider.TryRead(failed, out var value) ? Keep(value) : _unread;
        }
        catch (Exception e)
        {
            return Failed(e); // Facts are an extra: whatever reading one does, the ticket goes on.
        }
    }

    /// <summary>Reads it; null where there is nothing to say. Throws for a cancellation by the caller alone.</summary>
    public async Task<EnvironmentFact?> ReadAsync(IReadOnlyList<ApiError> failed, CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref _kept) is { } kept)
        {
            return kept.Fact;
        }

        if (Start(failed) is not { } read)
        {
            return Without("earlier reads of it have not ended");
        }

        try
        {
            return Keep(await read.WaitAsync(cancellationToken).ConfigureAwait(false));
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            return read.IsLate ? Without($"no answer within {limits.Timeout.TotalSeconds.ToString(CultureInfo.InvariantCulture)} s") : Failed(e);
        }
    }

    // What cannot change is read once, however many ask and however late it answers; only a failure is tried again.
    private FactRead? Start(IReadOnlyList<ApiError> failed)
    {
        lock (_gate)
        {
            if (provider.IsConstant && _last is { HasFailed: false })
            {
                return _last;
            }

            if (_reading >= MostAtOnce)
            {
                return null;
            }

            _reading++;
            return _last = new FactRead(ct => provider.ReadAsync(failed, ct), Ended, limits);
        }
    }

    private void Ended()
    {
        lock (_gate)
        {
            _reading--;
        }
    }

    private EnvironmentFact? Keep(string? value)
    {
        var fact = value is null ? null : new EnvironmentFact { Name = provider.Name, Value = limits.Clean(value) };
        if (provider.IsConstant)
        {
            Volatile.Write(ref _kept, new Kept(fact));
        }

        return fact;
    }

    private EnvironmentFact Failed(Exception exception) => Without($"failed with {exception.GetType().Name}");

    private EnvironmentFact Without(string problem)
    {
        limits.Losses.Count(LossReason.FactNotRead);
        return new EnvironmentFact { Name = provider.Name, Problem = problem };
    }

    private sealed record Kept(EnvironmentFact? Fact);
}

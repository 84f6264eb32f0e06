namespace SupportSdk.Paragon.Health;

/// <summary>The last healthy call to each host, in memory, for one client. Where earlier runs count too, whoever keeps them is told when there is something to keep.</summary>
/// <param name="second">How many units of the notes' timestamps make a second.</param>
internal sealed class HealthBaseline(long second)
{
    public const int MaxHosts = 32;

    private const int KeepEvery = 300;
    private const int KeepChangeAfter = 60;

    private readonly object _gate = new();
    private volatile HostHealth[] _hosts = [];
    private Action? _keep;
    private long _keptAt;
    private long _keepDue = long.MaxValue;

    /// <summary>The hosts that had a healthy call, in no order.</summary>
    public IReadOnlyList<HostHealth> Hosts => _hosts;

    /// <summary>Calls <paramref name="keep"/> at the next healthy call, then every five minutes while there are some, and a minute after a change.</summary>
    public void KeepWith(Action keep)
    {
        lock (_gate)
        {
            (_keep, _keepDue) = (keep, long.MinValue);
        }
    }

    public void NoteHealthy(in NotedCall call, long timestamp)
    {
        var changed = !TryNote(_hosts, call, timestamp, out var differs) ? Add(call, timestamp) : differs;
        if (changed || timestamp >= Volatile.Read(ref _keepDue))
        {
            Keep(timestamp, changed);
        }
    }

    private static bool TryNote(HostHealth[] hosts, in NotedCall call, long timestamp, out bool differs)
    {
        foreach (var host in hosts)
        {
            if (host.Is(call.Host, call.Port))
            {
                differs = host.Note(call, timestamp);
                return true;
            }
        }

        differs = false;
        return false;
    }

    private bool Add(in NotedCall call, long timestamp)
    {
        lock (_gate)
        {
            if (TryNote(_hosts, call, timestamp, out var differs))
            {
                return differs;
            }

            var added = new HostHealth(call.Host, call.Port);
            added.Note(call, timestamp);
            _hosts = [.. _hosts.OrderByDescending(h => h.HealthyAt).Take(MaxHosts - 1), added];
            return true;
        }
    }

    private void Keep(long timestamp, bool changed)
    {
        Action? keep;
        lock (_gate)
        {
            if (_keep is null)
            {
                return;
            }

            _keepDue = changed && _keepDue != long.MinValue ? Math.Min(_keepDue, _keptAt + (KeepChangeAfter * second)) : _keepDue;
            if (timestamp < _keepDue)
            {
                return;
            }

            (_keptAt, _keepDue, keep) = (timestamp, timestamp + (KeepEvery * second), _keep);
        }

        keep();
    }
}

namespace SupportSdk.Paragon.Health;

/// <summary>The last healthy call to one host. Each field is written at once: a note takes nanoseconds, allocates nothing, and needs no lock.</summary>
internal sealed class HostHealth(string host, int port)
{
    private const long Https = 1;

    private long _shape;
    private long _healthyAt;
    private string? _tls;

    public string Host => host;

    public int Port => port;

    /// <summary>The timestamp of the last healthy call, by the clock that the notes come with.</summary>
    public long HealthyAt => Volatile.Read(ref _healthyAt);

    public NotedCall LastHealthy
    {
        get
        {
            var shape = Volatile.Read(ref _shape);
            return new NotedCall(host, port, (shape & Https) != 0)
            {
                HttpVersion = new Version((int)(shape >> 8) & 0xFF, (int)(shape >> 16) & 0xFF),
                Tls = Volatile.Read(ref _tls),
            };
        }
    }

    public bool Is(string otherHost, int otherPort) => port == otherPort && string.Equals(host, otherHost, StringComparison.Ordinal);

    /// <summary>Notes a healthy call; true where it differs from the one before.</summary>
    public bool Note(in NotedCall call, long timestamp)
    {
        Volatile.Write(ref _healthyAt, timestamp);
        var shape = ShapeOf(call);
        if (Volatile.Read(ref _shape) == shape && string.Equals(Volatile.Read(ref _tls), call.Tls, StringComparison.Ordinal))
        {
            return false;
        }

        Volatile.Write(ref _shape, shape);
        Volatile.Write(ref _tls, call.Tls);
        return true;
    }

    private static long ShapeOf(in NotedCall call)
    {
        var (major, minor) = call.HttpVersion is { } version ? (version.Major & 0xFF, version.Minor & 0xFF) : (0, 0);
        return (call.IsHttps ? Https : 0) | ((long)major << 8) | ((long)minor << 16);
    }
}

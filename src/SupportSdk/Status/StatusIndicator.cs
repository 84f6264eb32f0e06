namespace SupportSdk.Status;

/// <summary>The worst of what a status page tells: of its indicator, its components and its open incidents.</summary>
public enum StatusIndicator
{
    /// <summary>The feed could not be read, or something in it was not understood: never taken for operational.</summary>
    Unknown = 0,

    /// <summary>No known incident. A status page lags behind reality, so it is never "all is well".</summary>
    Operational = 1,

    /// <summary>A maintenance is under way.</summary>
    Maintenance = 2,

    /// <summary>Minor: degraded performance, or any open incident.</summary>
    Minor = 3,

    /// <summary>Major: a partial outage.</summary>
    Major = 4,

    /// <summary>Critical: a major outage.</summary>
    Critical = 5,
}

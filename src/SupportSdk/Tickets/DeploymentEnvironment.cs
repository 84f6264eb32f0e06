namespace SupportSdk;

/// <summary>Where the issue was seen. Issues outside production are at most normal priority.</summary>
public enum DeploymentEnvironment
{
    /// <summary>Production.</summary>
    Production = 0,

    /// <summary>Staging.</summary>
    Staging = 1,

    /// <summary>Development.</summary>
    Development = 2,
}

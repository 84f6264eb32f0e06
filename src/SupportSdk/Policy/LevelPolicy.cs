namespace SupportSdk.Policy;

/// <summary>What one support level includes: its channels and its response targets.</summary>
/// <remarks>Source: "Contacting Support", one column of the table of support levels.</remarks>
public sealed record LevelPolicy
{
    /// <summary>The support level.</summary>
    public required SupportLevel Level { get; init; }

    /// <summary>The channels through which tickets may be submitted.</summary>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    public required IReadOnlyList<SupportChannel> Channels
    {
        get;
        init => field = value is null ? throw new ArgumentNullException(nameof(value)) : [.. value];
    }

    /// <summary>The response targets, one for each priority.</summary>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    public required IReadOnlyList<ResponseTarget> Targets
    {
        get;
        init => field = value is null ? throw new ArgumentNullException(nameof(value)) : [.. value];
    }
}

namespace SupportSdk;

/// <summary>One fact of the surroundings in which a ticket was made, such as the runtime or the time zone: its value, or why there is none.</summary>
public sealed record EnvironmentFact
{
    /// <summary>What it is, for example <c>Runtime</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The value, redacted, in one line; <see langword="null"/> where it could not be read.</summary>
    public string? Value { get; init; }

    /// <summary>Why the value could not be read, in words; <see langword="null"/> where it could.</summary>
    public string? Problem { get; init; }

    /// <summary>The kind, and whether it has a value; never a text.</summary>
    public override string ToString() => Value is null ? "EnvironmentFact, not read" : "EnvironmentFact";
}

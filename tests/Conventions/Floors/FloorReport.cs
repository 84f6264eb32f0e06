namespace Conventions.Floors;

/// <summary>What the floor checker found, and how much it saw: a checker that sees nothing finds nothing.</summary>
internal sealed class FloorReport
{
    public SortedSet<string> Breaches { get; } = new(StringComparer.Ordinal);

    /// <summary>Uses of the SDK's own symbols, by file.</summary>
    public Dictionary<string, int> References { get; } = [];

    /// <summary>Names that bind to nothing, by file.</summary>
    public Dictionary<string, int> Unbound { get; } = [];

    /// <summary>Compiler errors that no source generator explains.</summary>
    public IReadOnlyList<string> Errors { get; init; } = [];
}

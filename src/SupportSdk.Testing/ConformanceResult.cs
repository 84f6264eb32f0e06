namespace SupportSdk.Testing;

/// <summary>How a handler did in one case.</summary>
/// <param name="Case">The case.</param>
/// <param name="Problem">The first thing that the app saw differently, in words; <see langword="null"/> where it saw the same.</param>
public sealed record ConformanceResult(ConformanceCase Case, string? Problem)
{
    /// <summary>Whether the app saw the same with the handler as without.</summary>
    public bool Passed => Problem is null;

    /// <summary>One row of a report.</summary>
    public override string ToString() => Passed ? $"pass  {Case.Name}" : $"FAIL  {Case.Name}: {Problem} ({Case.Why})";
}

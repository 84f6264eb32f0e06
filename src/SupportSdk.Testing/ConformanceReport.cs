namespace SupportSdk.Testing;

/// <summary>How a handler did, one row a case.</summary>
/// <param name="Results">The rows, in the order of the cases.</param>
public sealed record ConformanceReport(IReadOnlyList<ConformanceResult> Results)
{
    /// <summary>Whether every case passed.</summary>
    public bool Passed => Results.All(result => result.Passed);

    /// <summary>The cases that failed.</summary>
    public IReadOnlyList<ConformanceResult> Failures => [.. Results.Where(result => !result.Passed)];

    /// <summary>Turns failures into an exception that names each, as a test wants it.</summary>
    /// <exception cref="ConformanceException">A case failed.</exception>
    public void ThrowIfFailed()
    {
        if (!Passed)
        {
            throw new ConformanceException(this);
        }
    }

    /// <summary>All rows, and a last line with the counts.</summary>
    public override string ToString() => string.Join('\n', Results.Select(result => result.ToString()).Append($"{Results.Count - Failures.Count} passed, {Failures.Count} failed"));
}

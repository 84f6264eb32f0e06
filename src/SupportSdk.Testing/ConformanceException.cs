namespace SupportSdk.Testing;

/// <summary>A handler changes what its app sees.</summary>
public sealed class ConformanceException : Exception
{
    internal ConformanceException(ConformanceReport report)
        : base($"{report.Failures.Count} of {report.Results.Count} cases failed.\n{string.Join('\n', report.Failures)}") => Report = report;

    /// <summary>How the handler did in every case.</summary>
    public ConformanceReport Report { get; }
}

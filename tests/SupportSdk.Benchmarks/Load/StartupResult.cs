namespace SupportSdk.Benchmarks.Load;

/// <summary>One cold start: milliseconds to the first response, and resident memory in KiB then.</summary>
internal sealed record StartupResult(int Round, string Variant, double Milliseconds, long ResidentKiB);

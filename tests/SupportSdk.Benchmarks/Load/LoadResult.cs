namespace SupportSdk.Benchmarks.Load;

/// <summary>One run of one column: calls a second, calls, and what the column captured of them.</summary>
internal sealed record LoadResult(string Column, string Path, double CallsPerSecond, long Calls, long Captured);

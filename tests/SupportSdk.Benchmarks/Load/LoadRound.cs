namespace SupportSdk.Benchmarks.Load;

/// <summary>The columns of one round, which ran one after the other against one server.</summary>
internal sealed record LoadRound(int Round, string Path, IReadOnlyList<LoadResult> Results);

using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Jobs;
using Perfolizer.Horology;

namespace SupportSdk.Benchmarks;

/// <summary>Many short iterations instead of a few long ones: on a machine that other work shares, the least of many 12 ms windows still finds quiet ones.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class BriefCpuJobAttribute() : JobConfigBaseAttribute(Job.Default.WithId("cpu").WithLaunchCount(1).WithWarmupCount(40).WithIterationCount(40)
    .WithIterationTime(TimeInterval.FromMilliseconds(12)).WithGcServer(false).WithEvaluateOverhead(false)
    .WithEnvironmentVariable("DOTNET_TC_CallCountingDelayMs", "0"));

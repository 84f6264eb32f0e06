using BenchmarkDotNet.Running;

BenchmarkSwitcher.FromAssembly(typeof(SupportSdk.Benchmarks.PolicyBenchmarks).Assembly).Run(args);

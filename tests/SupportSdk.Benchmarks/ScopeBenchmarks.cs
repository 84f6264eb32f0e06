using BenchmarkDotNet.Attributes;
using SupportSdk.Benchmarks.Columns;

namespace SupportSdk.Benchmarks;

/// <summary>One record into a scope that is full, and a scope opened and closed, beside the least that code by hand has to do.</summary>
[BriefCpuJob]
[MemoryDiagnoser]
[JsonExporterAttribute.Brief]
public class ScopeBenchmarks : IDisposable
{
    private readonly FloorColumn _floor = new();
    private readonly SupportSdkColumn _sdk = new();
    private readonly ConsoleError _error = new() { Level = "error", Message = "GET /api/v1/orders/12345", OccurredAt = DateTimeOffset.UnixEpoch };
    private DiagnosticScope _scope = null!;

    [GlobalSetup]
    public void SetUp()
    {
        _scope = _sdk.Client.BeginScope();
        for (var i = 0; i < 256; i++)
        {
            RecordFloor();
            Record();
        }
    }

    [GlobalCleanup]
    public void Dispose()
    {
        _scope?.Dispose();
        _sdk.Dispose();
        _floor.Dispose();
        GC.SuppressFinalize(this);
    }

    [Benchmark]
    public void RecordFloor() => _floor.Note("GET /api/v1/orders/12345", "http");

    [Benchmark]
    public void Record() => DiagnosticScope.Current!.AddConsoleError(_error);

    [Benchmark]
    public void OpenAndCloseFloor() => _floor.Push().Dispose();

    [Benchmark]
    public void OpenAndClose() => _sdk.Client.BeginScope().Dispose();
}

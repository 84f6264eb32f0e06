using BenchmarkDotNet.Attributes;
using SupportSdk.Benchmarks.Columns;

namespace SupportSdk.Benchmarks;

/// <summary>One record into a scope that is full, and a scope opened and closed, beside the least that code by hand has to do. 16 an operation.</summary>
[BriefCpuJob]
[MemoryDiagnoser]
[JsonExporterAttribute.Brief]
public class ScopeBenchmarks : IDisposable
{
    private const int Batch = 16;
    private const string Text = "GET /api/v1/orders/12345";

    private readonly ConsoleError _error = new() { Level = "error", Message = Text, OccurredAt = DateTimeOffset.UnixEpoch };
    private FloorColumn? _floor;
    private SupportSdkColumn? _sdk;
    private DiagnosticScope? _scope;

    [ParamsSource(nameof(Names))]
    public string Column { get; set; } = CaptureColumns.Floor;

    public static IEnumerable<string> Names => CaptureColumns.Pair;

    [GlobalSetup]
    public void SetUp()
    {
        var column = CaptureColumns.Create(Column);
        _floor = column as FloorColumn;
        _sdk = column as SupportSdkColumn;
        _scope = _sdk?.Client.BeginScope();
        for (var i = 0; i < 256; i++)
        {
            Record();
        }

        var kept = _floor?.Captured ?? _scope!.Snapshot().ConsoleErrors.Count;
        if (kept == 0)
        {
            throw new InvalidOperationException($"{Column} kept nothing.");
        }
    }

    [GlobalCleanup]
    public void Dispose()
    {
        _scope?.Dispose();
        _sdk?.Dispose();
        _floor?.Dispose();
        GC.SuppressFinalize(this);
    }

    [Benchmark(OperationsPerInvoke = Batch)]
    public void Record()
    {
        for (var i = 0; i < Batch; i++)
        {
            if (_floor is { } floor)
            {
                floor.Note(Text, "http");
            }
            else
            {
                DiagnosticScope.Current!.AddConsoleError(_error);
            }
        }
    }

    [Benchmark(OperationsPerInvoke = Batch)]
    public void OpenAndClose()
    {
        for (var i = 0; i < Batch; i++)
        {
            if (_floor is { } floor)
            {
                floor.Push().Dispose();
            }
            else
            {
                _sdk!.Client.BeginScope().Dispose();
            }
        }
    }
}

using BenchmarkDotNet.Attributes;
using SupportSdk.Benchmarks.Columns;
using SupportSdk.Benchmarks.Stubs;

namespace SupportSdk.Benchmarks;

/// <summary>One call of an <see cref="HttpClient"/> over a stub: what each column adds to it. The client sends 16 calls an operation.</summary>
[BriefCpuJob]
[MemoryDiagnoser]
[JsonExporterAttribute.Brief]
public class CallBenchmarks : IDisposable
{
    private const int Batch = 16;
    private static readonly Uri Address = new("http://shop.example/api/v1/orders/12345?include=lines");

    private ICaptureColumn _column = null!;
    private SuspendingHandler _stub = null!;
    private HttpClient _client = null!;

    [ParamsSource(nameof(Names))]
    public string Column { get; set; } = CaptureColumns.Bare;

    public static IEnumerable<string> Names => CaptureColumns.Handlers;

    [GlobalSetup(Target = nameof(Succeeds))]
    public void SetUpSuccess() => SetUp(fails: false, () => Succeeds());

    [GlobalSetup(Target = nameof(Fails))]
    public void SetUpFailure() => SetUp(fails: true, () => Fails());

    [GlobalCleanup]
    public void Dispose()
    {
        _client.Dispose();
        _column.Dispose();
        _stub.Dispose();
        GC.SuppressFinalize(this);
    }

    [Benchmark(OperationsPerInvoke = Batch)]
    public int Succeeds()
    {
        var sum = 0;
        for (var i = 0; i < Batch; i++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, Address);
            sum += (int)Send(request).StatusCode;
        }

        return sum;
    }

    /// <summary>500 with 2 KiB of JSON, which the app reads as a string; what the library does behind the call is waited for.</summary>
    [Benchmark(OperationsPerInvoke = Batch)]
    public int Fails()
    {
        var sum = 0;
        for (var i = 0; i < Batch; i++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, Address);
            using var response = Send(request);
            sum += response.Content.ReadAsStringAsync().GetAwaiter().GetResult().Length;
        }

        _column.Flush();
        return sum;
    }

    private void SetUp(bool fails, Action work)
    {
        _stub = new SuspendingHandler(fails);
        _column = CaptureColumns.Create(Column);
        _client = new HttpClient(_column.Wrap(_stub));
        CaptureColumns.Prove(_column, work);
    }

    private HttpResponseMessage Send(HttpRequestMessage request)
    {
        var task = _client.SendAsync(request);
        _stub.Complete();
        return task.GetAwaiter().GetResult();
    }
}

using System.Text;
using BenchmarkDotNet.Attributes;
using SupportSdk.Redaction;

namespace SupportSdk.Benchmarks;

/// <summary>What redaction costs: log-like text without secrets, with one line of secrets in seven, and hostile.</summary>
[MemoryDiagnoser]
public class RedactionBenchmarks
{
    private static readonly string[] CleanLines =
    [
        "2026-03-01T12:00:00.123Z INFO  Orders.Service Processed order 12345 in 42 ms (attempt 1)\n",
        "2026-03-01T12:00:00.456Z WARN  Http.Client GET https://shop.example/api/v1/orders/12345 returned 404 after 87 ms\n",
        "   at Shop.Orders.OrderService.LoadAsync(Int32 id, CancellationToken ct) in /src/OrderService.cs:line 88\n",
        "{\"id\":12345,\"status\":\"shipped\",\"lines\":[{\"sku\":\"A-1\",\"qty\":2},{\"sku\":\"B-7\",\"qty\":1}],\"total\":19.99}\n",
    ];

    private readonly Redactor _redactor = new(new RedactionOptions());
    private string _text = "";

    [Params(4 * 1024, 64 * 1024, 1024 * 1024)]
    public int Length { get; set; }

    [Params(0, 7)]
    public int SecretEvery { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        var text = new StringBuilder();
        for (int i = 0; text.Length < Length; i++)
        {
            bool secret = SecretEvery > 0 && i % SecretEvery == SecretEvery - 1;
            text.Append(secret ? "Server=db;User Id=app;Password=hunter2;\n" : CleanLines[i % CleanLines.Length]);
        }
        _text = text.ToString(0, Length);
    }

    /// <summary>The limit of memory: one vectorised search that finds nothing.</summary>
    [Benchmark(Baseline = true)]
    public int OneVectorPass() => _text.AsSpan().IndexOf('\uffff');

    [Benchmark]
    public string Text() => _redactor.Text(_text);
}

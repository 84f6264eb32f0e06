using System.Text;
using BenchmarkDotNet.Attributes;
using SupportSdk.Benchmarks.Columns;
using SupportSdk.Redaction;

namespace SupportSdk.Benchmarks;

/// <summary>What redaction with its default rules costs: log-like text without secrets, and with one line in seven that holds some. The floor knows eight kinds of secrets, addresses of mail among them.</summary>
[BriefCpuJob]
[MemoryDiagnoser]
[JsonExporterAttribute.Brief]
public class RedactionBenchmarks
{
    private const int KiB = 1024;

    private static readonly string[] CleanLines =
    [
        "2026-03-01T12:00:00.123Z INFO  Orders.Service Processed order 12345 in 42 ms (attempt 1)\n",
        "2026-03-01T12:00:00.456Z WARN  Http.Client GET https://shop.example/api/v1/orders/12345 returned 404 after 87 ms\n",
        "   at Shop.Orders.OrderService.LoadAsync(Int32 id, CancellationToken ct) in /src/OrderService.cs:line 88\n",
        "{\"id\":12345,\"status\":\"shipped\",\"lines\":[{\"sku\":\"A-1\",\"qty\":2},{\"sku\":\"B-7\",\"qty\":1}],\"total\":19.99}\n",
    ];

    private static readonly string[] SecretLines =
    [
        "Authorization: Basic dXNlcjpwYXNzd29yZA==\n",
        "user jane.roe@example.com paid with 4111 1111 1111 1111\n",
        "Server=db;User Id=app;Password=hunter2;\n",
    ];

    private readonly Redactor _redactor = new(new RedactionOptions());
    private readonly string _clean4 = Lines(4 * KiB, secrets: false);
    private readonly string _clean64 = Lines(64 * KiB, secrets: false);
    private readonly string _clean1024 = Lines(1024 * KiB, secrets: false);
    private readonly string _secrets4 = Lines(4 * KiB, secrets: true);
    private readonly string _secrets64 = Lines(64 * KiB, secrets: true);
    private readonly string _secrets1024 = Lines(1024 * KiB, secrets: true);
    private bool _isFloor;

    [ParamsSource(nameof(Names))]
    public string Column { get; set; } = CaptureColumns.Floor;

    public static IEnumerable<string> Names => CaptureColumns.Pair;

    /// <summary>Fails a column that masks nothing, or what is no secret: its figure would be that of other work.</summary>
    [GlobalSetup]
    public void SetUp()
    {
        _isFloor = Column == CaptureColumns.Floor;
        var masked = Secrets4KiB();
        if (!ReferenceEquals(Clean1MiB(), _clean1024) || masked.Contains("hunter2", StringComparison.Ordinal) || masked.Contains("4111 1111", StringComparison.Ordinal)
            || masked.Contains("dXNlcj", StringComparison.Ordinal))
        {
            throw new InvalidOperationException($"{Column} does not mask what it is measured by.");
        }
    }

    [Benchmark]
    public string Clean4KiB() => Mask(_clean4);

    [Benchmark]
    public string Clean64KiB() => Mask(_clean64);

    [Benchmark]
    public string Clean1MiB() => Mask(_clean1024);

    [Benchmark]
    public string Secrets4KiB() => Mask(_secrets4);

    [Benchmark]
    public string Secrets64KiB() => Mask(_secrets64);

    [Benchmark]
    public string Secrets1MiB() => Mask(_secrets1024);

    private string Mask(string text) => _isFloor ? FloorScan.Text(text) : _redactor.Text(text);

    private static string Lines(int length, bool secrets)
    {
        var text = new StringBuilder();
        for (var i = 0; text.Length < length; i++)
        {
            text.Append(secrets && i % 7 == 6 ? SecretLines[i / 7 % SecretLines.Length] : CleanLines[i % CleanLines.Length]);
        }

        return text.ToString(0, length);
    }
}

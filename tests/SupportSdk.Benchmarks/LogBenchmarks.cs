using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SupportSdk.Benchmarks.Columns;

namespace SupportSdk.Benchmarks;

/// <summary>What a log message costs that is below the captured level, and an error with its exception. 16 messages an operation.</summary>
[BriefCpuJob]
[MemoryDiagnoser]
[JsonExporterAttribute.Brief]
public partial class LogBenchmarks : IDisposable
{
    private const int Batch = 16;

    private readonly Exception _exception = Thrown();
    private ICaptureColumn _column = null!;
    private ServiceProvider _services = null!;
    private ILogger _logger = null!;
    private int _order;

    [ParamsSource(nameof(Names))]
    public string Column { get; set; } = CaptureColumns.Bare;

    public static IEnumerable<string> Names => CaptureColumns.Loggers;

    [GlobalSetup]
    public void SetUp()
    {
        _column = CaptureColumns.Create(Column);
        _services = new ServiceCollection().AddLogging(logging => _column.AddLogging(logging.SetMinimumLevel(LogLevel.Information))).BuildServiceProvider();
        _logger = _services.GetRequiredService<ILoggerFactory>().CreateLogger("Shop.Orders.OrderService");
        CaptureColumns.Prove(_column, ErrorWithException);
    }

    [GlobalCleanup]
    public void Dispose()
    {
        _services.Dispose();
        _column.Dispose();
        GC.SuppressFinalize(this);
    }

    [Benchmark(OperationsPerInvoke = Batch)]
    public void BelowLevel()
    {
        for (var i = 0; i < Batch; i++)
        {
            Processed(_logger, ++_order, 41.5);
        }
    }

    [Benchmark(OperationsPerInvoke = Batch)]
    public void ErrorWithException()
    {
        for (var i = 0; i < Batch; i++)
        {
#pragma warning disable CA1848 // As most apps log.
            _logger.LogError(_exception, "Order {OrderId} failed", ++_order);
#pragma warning restore CA1848
        }

        _column.Flush();
    }

    [LoggerMessage(EventId = 7, Level = LogLevel.Information, Message = "Processed order {OrderId} in {ElapsedMs} ms")]
    private static partial void Processed(ILogger logger, int orderId, double elapsedMs);

    private static InvalidOperationException Thrown()
    {
        try
        {
            throw new InvalidOperationException("Order 12345 could not be loaded: the replica is unreachable.");
        }
        catch (InvalidOperationException e)
        {
            return e;
        }
    }
}

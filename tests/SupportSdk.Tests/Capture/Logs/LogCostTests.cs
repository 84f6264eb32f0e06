using Microsoft.Extensions.Logging;

namespace SupportSdk.Tests.Capture.Logs;

/// <summary>Exact allocations; times are the benchmarks'.</summary>
public sealed class LogCostTests
{
    [Fact]
    public void Log_BelowTheLevel_AllocatesNothing()
    {
        using var bench = new LogBench(minimum: LogLevel.Error);
        using var scope = bench.Capture.Open();
        Assert.Equal(0, Allocated(() => Messages.OrderWaits(bench.Logger, 7, "Dana")));
    }

    [Fact]
    public void Scope_Record_AllocatesNothing()
    {
        var bench = new CaptureBench();
        using var scope = bench.Open();
        var error = new ConsoleError { Level = "error", Message = "text", OccurredAt = default };
        Assert.Equal(0, Allocated(() => scope.AddConsoleError(error)));
    }

    // The floor keeps the rendered text and the exception; this keeps the argument, and renders later.
    [Fact]
    public void Log_ErrorWithException_AllocatesALittle()
    {
        using var bench = new LogBench();
        using var scope = bench.Capture.Open();
        var failure = new IOException("disk");
        Assert.InRange(Allocated(() => bench.Logger.LogError(failure, "Order {OrderId} failed", 7)), 1, 400);
    }

    private static long Allocated(Action work)
    {
        for (var i = 0; i < 1_000; i++)
        {
            work();
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
        {
            work();
        }

        return (GC.GetAllocatedBytesForCurrentThread() - before) / 100;
    }
}

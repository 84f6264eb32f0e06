using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using SupportSdk.Capture;
using SupportSdk.Capture.Logs;

namespace SupportSdk.Tests.Capture.Logs;

/// <summary>One client's log capture behind the framework's logger factory, as an app has it.</summary>
internal sealed class LogBench : IDisposable
{
    private readonly ServiceProvider _services;

    public LogBench(CaptureBench? capture = null, LogLevel minimum = LogLevel.Warning, Action<ILoggingBuilder>? more = null)
    {
        Capture = capture ?? new CaptureBench();
        Hook.Attach(Capture.Store, new CaptureFailures(Capture.Losses, NullLogger.Instance));
        _services = new ServiceCollection().AddLogging(builder =>
        {
            builder.AddProvider(new LogProvider(Hook)).AddFilter<LogProvider>(null, minimum);
            more?.Invoke(builder);
        }).BuildServiceProvider();
        Factory = _services.GetRequiredService<ILoggerFactory>();
        Logger = Factory.CreateLogger("Shop.Orders");
    }

    public CaptureBench Capture { get; }

    public LogHook Hook { get; } = new();

    public ILoggerFactory Factory { get; }

    public ILogger Logger { get; }

    public void Dispose()
    {
        _services.Dispose();
        Hook.Gate.Dispose();
    }
}

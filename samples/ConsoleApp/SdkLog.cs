using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace ConsoleApp;

/// <summary>Shows what the SDK logs, at once: a crash leaves no time for a queue. A real app has its own logging already.</summary>
internal sealed class SdkLog(Report report) : ILoggerProvider, ILogger
{
    public ILogger CreateLogger(string categoryName) => categoryName.StartsWith("SupportSdk", StringComparison.Ordinal)
        ? this
        : NullLogger.Instance;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel))
        {
            report.Line($"  [SupportSdk] {formatter(state, exception)}");
        }
    }

    public void Dispose()
    {
    }
}

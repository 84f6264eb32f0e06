using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace SupportSdk.Benchmarks.Columns;

/// <summary>Keeps warnings and errors. The text is made at once: what it is made of may change.</summary>
internal sealed class FloorLogs(FloorColumn owner) : ILoggerProvider
{
    public ILogger CreateLogger(string categoryName) => new FloorLogger(owner, categoryName);

    public void Dispose()
    {
    }

    private sealed class FloorLogger(FloorColumn owner, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (logLevel >= LogLevel.Warning)
            {
                owner.Record(new FloorRecord
                {
                    Started = Stopwatch.GetTimestamp(),
                    Subject = formatter(state, exception),
                    Detail = exception ?? (object)category,
                    EventId = eventId.Id,
                    Level = (byte)logLevel,
                    Kind = 4,
                });
            }
        }
    }
}

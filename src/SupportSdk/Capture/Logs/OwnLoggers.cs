using Microsoft.Extensions.Logging;

namespace SupportSdk.Capture.Logs;

/// <summary>
/// The app's logger factory as the SDK itself uses it: what goes through these loggers is never captured. The SDK's own are so known by instance, and an app may
/// name a category as it likes.
/// </summary>
internal sealed class OwnLoggers(ILoggerFactory factory, LogHook hook) : ILoggerFactory
{
    public ILogger CreateLogger(string categoryName) => new OwnLogger(factory.CreateLogger(categoryName), hook.Gate);

    public void AddProvider(ILoggerProvider provider) => factory.AddProvider(provider);

    public void Dispose()
    {
        // The factory is the app's.
    }

    private sealed class OwnLogger(ILogger inner, LogGate gate) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => inner.BeginScope(state);

        public bool IsEnabled(LogLevel logLevel) => inner.IsEnabled(logLevel);

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            using var own = gate.CloseForOwn();
            inner.Log(logLevel, eventId, state, exception, formatter);
        }
    }
}

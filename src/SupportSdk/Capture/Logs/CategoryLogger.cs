using Microsoft.Extensions.Logging;

namespace SupportSdk.Capture.Logs;

/// <summary>One category of the app's log.</summary>
internal sealed class CategoryLogger(LogProvider provider, string category) : ILogger
{
    public string Category => category;

    public IExternalScopeProvider Scopes => provider.Scopes;

    public IDisposable BeginScope<TState>(TState state)
        where TState : notnull => provider.Scopes.Push(state);

    // The level is a filter rule of the logger factory, which asks before anybody comes here.
    public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None && provider.Sink is not null;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (logLevel != LogLevel.None)
        {
            provider.Sink?.Note(this, logLevel, eventId, state, exception, formatter);
        }
    }
}

using Microsoft.Extensions.Logging;

namespace SupportSdk.Capture.Logs;

/// <summary>Shows the app's log to one client. Its alias for levels in configuration is <c>SupportSdk</c>.</summary>
[ProviderAlias("SupportSdk")]
internal sealed class LogProvider(LogHook hook) : ILoggerProvider, ISupportExternalScope
{
    private volatile bool _disposed;

    public LogHook Hook => hook;

    public LogSink? Sink => _disposed ? null : hook.Sink;

    public IExternalScopeProvider Scopes { get; private set; } = new LoggerExternalScopeProvider();

    public ILogger CreateLogger(string categoryName) => new CategoryLogger(this, categoryName);

    public void SetScopeProvider(IExternalScopeProvider scopeProvider) => Scopes = scopeProvider;

    public void Dispose() => _disposed = true;
}

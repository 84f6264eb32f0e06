using Microsoft.Extensions.Compliance.Classification;
using Microsoft.Extensions.Compliance.Redaction;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http.Diagnostics;
using Microsoft.Extensions.Logging;

namespace SupportSdk.Benchmarks.Columns;

/// <summary>The extended logging of Microsoft.Extensions.Http.Diagnostics, bodies included, into a sink that formats nothing.</summary>
internal sealed class MicrosoftColumn : ICaptureColumn
{
    private static readonly DataClassification Private = new("Support", "Private");

    private readonly CountingSink _sink = new();
    private ServiceProvider? _services;

    public long Captured => _sink.Written;

    public HttpMessageHandler Wrap(HttpMessageHandler inner)
    {
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.ClearProviders().SetMinimumLevel(LogLevel.Information).AddProvider(_sink));
        services.AddRedaction(redaction => redaction.SetRedactor<ErasingRedactor>(new DataClassificationSet(Private)));
        services.AddLatencyContext();
        services.AddHttpClient("c").ConfigurePrimaryHttpMessageHandler(() => inner).SetHandlerLifetime(Timeout.InfiniteTimeSpan).AddExtendedHttpClientLogging(options =>
        {
            options.RequestPathParameterRedactionMode = HttpRouteParameterRedactionMode.Strict;
            options.RouteParameterDataClasses.Add("orderId", Private);
            options.LogBody = true;
            options.BodySizeLimit = 4096;
            options.ResponseBodyContentTypes.Add("application/json");
        });
        _services = services.BuildServiceProvider();
        return _services.GetRequiredService<IHttpMessageHandlerFactory>().CreateHandler("c");
    }

    public void AddLogging(ILoggingBuilder logging) => logging.AddProvider(_sink);

    public void Flush()
    {
    }

    public void Dispose() => _services?.Dispose();

    private sealed class CountingSink : ILoggerProvider, ILogger
    {
        private long _written;

        public long Written => Volatile.Read(ref _written);

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Interlocked.Increment(ref _written);

        public void Dispose()
        {
        }
    }
}

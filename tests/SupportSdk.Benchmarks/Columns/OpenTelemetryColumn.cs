using System.Diagnostics;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Trace;

namespace SupportSdk.Benchmarks.Columns;

/// <summary>Traces of OpenTelemetry.Instrumentation.Http, every call sampled, into an exporter that counts.</summary>
internal sealed class OpenTelemetryColumn : ICaptureColumn
{
    private readonly CountingExporter _exporter = new();
    private readonly TracerProvider _traces;

    public OpenTelemetryColumn() => _traces = Sdk.CreateTracerProviderBuilder()
        .SetSampler(new AlwaysOnSampler())
        .AddHttpClientInstrumentation()
        .AddProcessor(new SimpleActivityExportProcessor(_exporter))
        .Build();

    public long Captured => _exporter.Exported;

    public HttpMessageHandler Wrap(HttpMessageHandler inner) => inner;

    public void AddLogging(ILoggingBuilder logging)
    {
    }

    public void Flush() => _traces.ForceFlush();

    public void Dispose()
    {
        _traces.Dispose();
        _exporter.Dispose();
    }

    private sealed class CountingExporter : BaseExporter<Activity>
    {
        private long _exported;

        public long Exported => Volatile.Read(ref _exported);

        public override ExportResult Export(in Batch<Activity> batch)
        {
            Interlocked.Add(ref _exported, batch.Count);
            return ExportResult.Success;
        }
    }
}

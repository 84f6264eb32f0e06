using System.Diagnostics.Metrics;

namespace SupportSdk.Capture.Runtime;

/// <summary>Listens to the one measurement of the runtime's HTTP meter that tells what its event source does not: the method, and the kind of a failure.</summary>
internal sealed class HttpMeter : IDisposable
{
    private readonly MeterListener _listener = new();

    public HttpMeter(RuntimeCalls calls)
    {
        _listener.InstrumentPublished = static (instrument, listener) =>
        {
            if (instrument is { Name: "http.client.request.duration", Meter.Name: "System.Net.Http" })
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<double>((_, _, tags, _) => calls.Measured(tags));
        _listener.Start();
    }

    public void Dispose() => _listener.Dispose();
}

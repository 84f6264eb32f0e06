using Microsoft.Extensions.Logging;

namespace SupportSdk.Benchmarks.Columns;

/// <summary>The same work without any library.</summary>
internal sealed class BareColumn : ICaptureColumn
{
    public long Captured => 0;

    public HttpMessageHandler Wrap(HttpMessageHandler inner) => inner;

    public void AddLogging(ILoggingBuilder logging)
    {
    }

    public void Flush()
    {
    }

    public void Dispose()
    {
    }
}

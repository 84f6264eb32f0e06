using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace SupportSdk.Benchmarks.Columns;

/// <summary>
/// No library: the least that code written by hand has to do for the same job, as a measure of what can be reached. A fact refers to the request's own
/// address, the exception, the text; the body of a failed response is kept while the app reads it; nothing is rendered or redacted.
/// </summary>
internal sealed class FloorColumn : ICaptureColumn
{
    private readonly AsyncLocal<FloorScope?> _current = new();
    private readonly FloorScope _root = new();

    public long Captured => _root.Ring.Written;

    private FloorScope Current => _current.Value ?? _root;

    public void Record(in FloorRecord item) => Current.Ring.Write(item);

    public void Note(string subject, string detail) => Record(new FloorRecord { Started = Stopwatch.GetTimestamp(), Subject = subject, Detail = detail, Kind = 1 });

    public void Note(Exception exception) => Record(new FloorRecord { Started = Stopwatch.GetTimestamp(), Subject = exception, Kind = 5 });

    public IDisposable Push()
    {
        var before = _current.Value;
        _current.Value = new FloorScope();
        return new Pop(this, before);
    }

    public int CopyTo(Span<FloorRecord> target) => Current.Ring.CopyTo(target);

    public HttpMessageHandler Wrap(HttpMessageHandler inner) => new FloorHandler(this, inner);

    public void AddLogging(ILoggingBuilder logging) => logging.AddProvider(new FloorLogs(this)).AddFilter<FloorLogs>(null, LogLevel.Warning);

    public void Flush()
    {
    }

    public void Dispose()
    {
    }

    private sealed class Pop(FloorColumn owner, FloorScope? before) : IDisposable
    {
        public void Dispose() => owner._current.Value = before;
    }

    /// <summary>A scope in which nothing is noted costs one object; its ring comes with the first record.</summary>
    private sealed class FloorScope
    {
        private FloorRing? _ring;

        public FloorRing Ring => _ring ?? Interlocked.CompareExchange(ref _ring, new FloorRing(), null) ?? _ring!;
    }
}

using System.Buffers;
using System.Diagnostics;
using System.Text.Json;

namespace SupportSdk.Benchmarks.Columns;

/// <summary>Writes the floor's records as JSON, by hand, into a buffer that is used again: nothing is redacted, bounded or put in order.</summary>
internal sealed class FloorEvidence : IDisposable
{
    private readonly ArrayBufferWriter<byte> _buffer = new(64 * 1024);
    private readonly FloorRecord[] _copy = new FloorRecord[FloorRing.Capacity];
    private readonly Utf8JsonWriter _json;

    public FloorEvidence() => _json = new Utf8JsonWriter(_buffer, new JsonWriterOptions { SkipValidation = true });

    public ReadOnlyMemory<byte> Write(FloorColumn column)
    {
        var count = column.CopyTo(_copy);
        _buffer.ResetWrittenCount();
        _json.Reset(_buffer);
        _json.WriteStartArray();
        foreach (ref readonly var item in _copy.AsSpan(0, count))
        {
            Write(item);
        }

        _json.WriteEndArray();
        _json.Flush();
        return _buffer.WrittenMemory;
    }

    public void Dispose() => _json.Dispose();

    private void Write(in FloorRecord item)
    {
        _json.WriteStartObject();
        _json.WriteNumber("started"u8, item.Started);
        _json.WriteNumber("duration"u8, item.Duration);
        _json.WriteNumber("status"u8, item.Status);
        switch (item.Subject)
        {
            case string text:
                _json.WriteString("subject"u8, text);
                break;
            case Uri address:
                _json.WriteString("subject"u8, address.AbsolutePath);
                break;
            case Exception exception:
                Write(exception);
                break;
        }

        _json.WriteEndObject();
    }

    // Not Exception.StackTrace: it reads symbols for line numbers and makes one string of everything.
    private void Write(Exception exception)
    {
        _json.WriteString("type"u8, exception.GetType().FullName);
        _json.WriteString("message"u8, exception.Message);
        _json.WriteStartArray("stack"u8);
        foreach (var frame in new StackTrace(exception, fNeedFileInfo: false).GetFrames())
        {
            _json.WriteStartObject();
            if (DiagnosticMethodInfo.Create(frame) is { } method)
            {
                _json.WriteString("type"u8, method.DeclaringTypeName);
                _json.WriteString("method"u8, method.Name);
            }

            _json.WriteNumber("offset"u8, frame.GetILOffset());
            _json.WriteEndObject();
        }

        _json.WriteEndArray();
    }
}

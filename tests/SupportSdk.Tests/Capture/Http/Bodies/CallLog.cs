using System.Runtime.CompilerServices;

namespace SupportSdk.Tests.Capture.Http.Bodies;

/// <summary>A stream that keeps the names of the members that were called.</summary>
internal sealed class CallLog : Stream
{
    private long _position;
    private int _readTimeout;
    private int _writeTimeout;

    public List<string> Calls { get; } = [];

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => true;

    public override bool CanTimeout => true;

    public override long Length => 7;

    public override long Position
    {
        get => _position;
        set => _position = Note(value);
    }

    public override int ReadTimeout
    {
        get => _readTimeout;
        set => _readTimeout = Note(value);
    }

    public override int WriteTimeout
    {
        get => _writeTimeout;
        set => _writeTimeout = Note(value);
    }

    public override void Flush() => Note(0);

    public override Task FlushAsync(CancellationToken cancellationToken) => Note(Task.CompletedTask);

    public override int Read(byte[] buffer, int offset, int count) => Note(0);

    public override long Seek(long offset, SeekOrigin origin) => Note(offset);

    public override void SetLength(long value) => Note(value);

    public override void Write(byte[] buffer, int offset, int count) => Note(0);

    public override void Write(ReadOnlySpan<byte> buffer) => Note(0, "WriteSpan");

    public override void WriteByte(byte value) => Note(0);

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => Note(Task.CompletedTask);

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => Note(ValueTask.CompletedTask, "WriteAsyncMemory");

    public override IAsyncResult BeginWrite(byte[] buffer, int offset, int count, AsyncCallback? callback, object? state) => Note<IAsyncResult>(Task.CompletedTask);

    public override void EndWrite(IAsyncResult asyncResult) => Note(0);

    protected override void Dispose(bool disposing)
    {
        Note(0);
        base.Dispose(disposing);
    }

    private T Note<T>(T value, [CallerMemberName] string name = "")
    {
        Calls.Add(name);
        return value;
    }
}

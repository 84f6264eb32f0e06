using System.Threading.Channels;

namespace SupportSdk.Testing.Http;

/// <summary>Where an app copies a body to: it tells what arrives when.</summary>
internal sealed class ArrivalStream : MemoryStream
{
    private readonly Channel<int> _arrivals = Channel.CreateUnbounded<int>();

    /// <summary>Waits until so many more bytes have arrived.</summary>
    public async Task NextAsync(int count)
    {
        while (count > 0)
        {
            count -= await _arrivals.Reader.ReadAsync().ConfigureAwait(false);
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer) => _arrivals.Writer.TryWrite(buffer.Length);

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        _arrivals.Writer.TryWrite(buffer.Length);
        return ValueTask.CompletedTask;
    }
}

using System.Net;

namespace SupportSdk.Benchmarks.Columns;

/// <summary>Keeps the first 4 KiB of a failed response while the app reads it.</summary>
internal sealed class FloorContent : HttpContent
{
    private const int Limit = 4096;

    private readonly HttpContent _inner;
    private readonly byte[] _kept;
    private int _length;

    public FloorContent(HttpContent inner)
    {
        _inner = inner;
        _kept = new byte[(int)Math.Min(inner.Headers.ContentLength ?? Limit, Limit)];
        foreach (var header in inner.Headers.NonValidated)
        {
            Headers.TryAddWithoutValidation(header.Key, header.Value);
        }
    }

    public ReadOnlySpan<byte> Kept => _kept.AsSpan(0, _length);

    public void Keep(ReadOnlySpan<byte> bytes)
    {
        var count = Math.Min(bytes.Length, _kept.Length - _length);
        if (count > 0)
        {
            bytes[..count].CopyTo(_kept.AsSpan(_length));
            _length += count;
        }
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => _inner.CopyToAsync(new FloorStream(this, stream), context);

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken) =>
        _inner.CopyToAsync(new FloorStream(this, stream), context, cancellationToken);

    protected override async Task<Stream> CreateContentReadStreamAsync() => new FloorStream(this, await _inner.ReadAsStreamAsync().ConfigureAwait(false));

    protected override bool TryComputeLength(out long length)
    {
        length = _inner.Headers.ContentLength ?? -1;
        return length >= 0;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _inner.Dispose();
        }

        base.Dispose(disposing);
    }
}

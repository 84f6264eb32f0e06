using System.Net;

namespace SupportSdk.Capture.Http;

/// <summary>A failed response's content with the beginning of its stream read already: same headers, same bytes, to be read once like the original.</summary>
internal sealed class PrefixedContent : HttpContent
{
    private readonly HttpContent _original;
    private readonly PrefixedStream _stream;
    private int _consumed;

    public PrefixedContent(HttpContent original, PrefixedStream stream)
    {
        (_original, _stream) = (original, stream);
        foreach (var header in original.Headers.NonValidated)
        {
            Headers.TryAddWithoutValidation(header.Key, header.Value);
        }
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        var body = Consume();
        await using (body.ConfigureAwait(false))
        {
            await body.CopyToAsync(stream, cancellationToken).ConfigureAwait(false);
        }
    }

    protected override void SerializeToStream(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        using var body = Consume();
        body.CopyTo(stream);
    }

    protected override Task<Stream> CreateContentReadStreamAsync() => Task.FromResult<Stream>(Consume());

    protected override Stream CreateContentReadStream(CancellationToken cancellationToken) => Consume();

    // As the original: no length but the header's, so that a response without one has none here either.
    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _stream.Dispose();
            _original.Dispose();
        }

        base.Dispose(disposing);
    }

    private PrefixedStream Consume() => Interlocked.Exchange(ref _consumed, 1) == 0
        ? _stream
        : throw new InvalidOperationException("The stream was already consumed. It cannot be read again.");
}

using System.Net;

namespace SupportSdk.Testing.Http;

/// <summary>A request's content of a length that is not known, which counts how it is used and lets the script decide when it goes on.</summary>
/// <param name="write">Writes the body.</param>
internal sealed class SpyContent(Func<Stream, CancellationToken, Task> write) : HttpContent
{
    public SpyContent(byte[] bytes)
        : this((stream, cancellationToken) => stream.WriteAsync(bytes, cancellationToken).AsTask())
    {
    }

    public int Serializations { get; private set; }

    public int Opened { get; private set; }

    public int Disposals { get; private set; }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        Serializations++;
        return write(stream, cancellationToken);
    }

    protected override void SerializeToStream(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        Serializations++;
        write(stream, cancellationToken).GetAwaiter().GetResult(); // A script's synchronous body is written on the spot.
    }

    protected override Task<Stream> CreateContentReadStreamAsync()
    {
        Opened++;
        return base.CreateContentReadStreamAsync();
    }

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }

    protected override void Dispose(bool disposing)
    {
        Disposals += disposing ? 1 : 0;
        base.Dispose(disposing);
    }
}

using System.Net;

namespace SupportSdk.Capture.Http.Bodies;

/// <summary>A response's content while somebody looks on: the same headers, bytes, length and exceptions as the original, which does all the work.</summary>
internal sealed class ObservedContent : HttpContent
{
    private readonly HttpContent _original;
    private readonly IBodyWatcher _watcher;
    private readonly ObservedStream? _opened;
    private int _consumed;

    /// <param name="original">The content as it came; it is opened when the app opens this one.</param>
    /// <param name="watcher">Who looks on.</param>
    public ObservedContent(HttpContent original, IBodyWatcher watcher)
    {
        (_original, _watcher) = (original, watcher);
        foreach (var (name, values) in original.Headers.NonValidated)
        {
            _ = values.Count == 1 ? Headers.TryAddWithoutValidation(name, values.ToString()) : Headers.TryAddWithoutValidation(name, values);
        }

        // The runtime's unpacked content has no length for good; any other is asked for it, and has one once it is buffered.
        if (original.GetType().BaseType?.Name == "DecompressedContent")
        {
            Headers.ContentLength = null;
        }
    }

    /// <param name="original">The content as it came, opened already.</param>
    /// <param name="watcher">Who looks on.</param>
    /// <param name="opened">Its stream; read once, as that of a response without us.</param>
    public ObservedContent(HttpContent original, IBodyWatcher watcher, ObservedStream opened)
        : this(original, watcher) => _opened = opened;

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken) =>
        _opened is null ? CopyAsync(stream, context, cancellationToken) : CopyOpenedAsync(stream, cancellationToken);

    protected override void SerializeToStream(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        if (_opened is not null)
        {
            using var body = Consume();
            body.CopyTo(stream);
            return;
        }

        var sink = new ObservingSink(stream, _watcher);
        try
        {
            _original.CopyTo(sink, context, cancellationToken);
            _watcher.End(isWhole: true);
        }
        catch (Exception e)
        {
            sink.NoteFailureOfSource(e, cancellationToken);
            throw;
        }
    }

    protected override Task<Stream> CreateContentReadStreamAsync() => CreateContentReadStreamAsync(CancellationToken.None);

    protected override async Task<Stream> CreateContentReadStreamAsync(CancellationToken cancellationToken) =>
        _opened is not null ? Consume() : Observed(await _original.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false));

    protected override Stream CreateContentReadStream(CancellationToken cancellationToken) => _opened is not null ? Consume() : Observed(_original.ReadAsStream(cancellationToken));

    /// <summary>The original's length: from its header or, where the app could compute one, computed.</summary>
    protected override bool TryComputeLength(out long length)
    {
        var known = _original.Headers.ContentLength;
        length = known ?? 0;
        return known is not null;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _opened?.Abandon();
            _watcher.End(isWhole: false);
            _original.Dispose();
        }

        base.Dispose(disposing);
    }

    private async Task CopyAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        var sink = new ObservingSink(stream, _watcher);
        try
        {
            await _original.CopyToAsync(sink, context, cancellationToken).ConfigureAwait(false);
            _watcher.End(isWhole: true);
        }
        catch (Exception e)
        {
            sink.NoteFailureOfSource(e, cancellationToken);
            throw;
        }
    }

    private async Task CopyOpenedAsync(Stream stream, CancellationToken cancellationToken)
    {
        var body = Consume();
        await using (body.ConfigureAwait(false))
        {
            await body.CopyToAsync(stream, cancellationToken).ConfigureAwait(false);
        }
    }

    // A stream that can seek is in memory or on disk: looked at, and handed over itself, so that it can still do all that it could.
    private Stream Observed(Stream stream)
    {
        if (!stream.CanSeek)
        {
            return new ObservedStream(stream, _watcher);
        }

        SeekableBody.Peek(stream, _watcher);
        return stream;
    }

    private ObservedStream Consume() => Interlocked.Exchange(ref _consumed, 1) == 0
        ? _opened!
        : throw new InvalidOperationException("The stream was already consumed. It cannot be read again.");
}

using System.Net;

namespace SupportSdk.Testing.Tests.Mutants;

/// <summary>A content that gives another one's body through a stream of the test's, and is faithful otherwise, except for the one flaw that a test gives it.</summary>
internal sealed class FlawedContent : HttpContent
{
    private readonly HttpContent _original;
    private readonly Func<Stream, FlawedStream> _wrap;
    private FlawedStream? _stream;
    private bool _consumed;

    public FlawedContent(HttpContent original, Func<Stream, FlawedStream> wrap)
    {
        (_original, _wrap) = (original, wrap);
        foreach (var header in original.Headers.NonValidated)
        {
            foreach (var value in header.Value)
            {
                Headers.TryAddWithoutValidation(header.Key, value);
            }
        }
    }

    public bool ForgetsItsOriginal { get; init; }

    public bool CanBeReadTwice { get; init; }

    public bool HasNoSyncStream { get; init; }

    public bool KnowsItsLength { get; init; }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        var body = await OpenAsync().ConfigureAwait(false);
        await using (body.ConfigureAwait(false))
        {
            await body.CopyToAsync(stream, cancellationToken).ConfigureAwait(false);
        }
    }

    protected override void SerializeToStream(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        using var body = Open();
        body.CopyTo(stream);
    }

    protected override async Task<Stream> CreateContentReadStreamAsync() => await OpenAsync().ConfigureAwait(false);

    protected override Stream CreateContentReadStream(CancellationToken cancellationToken) => HasNoSyncStream ? base.CreateContentReadStream(cancellationToken) : Open();

    protected override bool TryComputeLength(out long length)
    {
        length = KnowsItsLength ? 12_345 : 0;
        return KnowsItsLength;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && !ForgetsItsOriginal)
        {
            _original.Dispose();
        }

        base.Dispose(disposing);
    }

    private async Task<FlawedStream> OpenAsync() => Consume() ?? (_stream = _wrap(await _original.ReadAsStreamAsync().ConfigureAwait(false)));

    private FlawedStream Open() => Consume() ?? (_stream = _wrap(_original.ReadAsStream()));

    private FlawedStream? Consume()
    {
        if (_consumed && !CanBeReadTwice)
        {
            throw new InvalidOperationException("The stream was already consumed. It cannot be read again.");
        }

        _consumed = true;
        return _stream;
    }
}

using SupportSdk.Capture.Http;

namespace SupportSdk;

/// <summary>Captures the calls to Paragon of a client that no factory makes. Put it where the app's own retries are outside of it, so that each attempt is seen.</summary>
/// <remarks>Bytes, timing, exceptions and cancellation of the app's calls stay as they are.</remarks>
public sealed class DiagnosticsHandler : DelegatingHandler, ICapturing
{
    private readonly HttpCapture? _capture;
    private readonly Func<HttpRequestMessage, CancellationToken, HttpResponseMessage> _send;
    private readonly Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> _sendAsync;

    /// <summary>Captures into the scopes of one client.</summary>
    /// <param name="client">The client.</param>
    /// <param name="inner">The handler that sends.</param>
    public DiagnosticsHandler(SupportClient client, HttpMessageHandler inner)
        : this(inner)
    {
        ArgumentNullException.ThrowIfNull(client);
        _capture = client.Capture;
    }

    /// <summary>Captures into the current scope, whichever client it belongs to; without one it passes calls through.</summary>
    /// <param name="inner">The handler that sends.</param>
    public DiagnosticsHandler(HttpMessageHandler inner)
        : base(inner) => (_send, _sendAsync) = (base.Send, base.SendAsync);

    HttpCapture? ICapturing.Capture => _capture;

    /// <inheritdoc/>
    protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken) =>
        (_capture ?? HttpCapture.ForCurrentScope) is { } capture ? capture.Send(request, _send, cancellationToken) : base.Send(request, cancellationToken);

    /// <inheritdoc/>
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        (_capture ?? HttpCapture.ForCurrentScope) is { } capture ? capture.SendAsync(request, _sendAsync, cancellationToken) : base.SendAsync(request, cancellationToken);
}

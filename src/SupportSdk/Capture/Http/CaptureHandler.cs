namespace SupportSdk.Capture.Http;

/// <summary>Shows every attempt of a factory client to the capture.</summary>
internal sealed class CaptureHandler : DelegatingHandler, ICapturing
{
    private readonly HttpCapture _capture;
    private readonly Func<HttpRequestMessage, CancellationToken, HttpResponseMessage> _send;
    private readonly Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> _sendAsync;

    public CaptureHandler(HttpCapture capture) => (_capture, _send, _sendAsync) = (capture, base.Send, base.SendAsync);

    public HttpCapture? Capture => _capture;

    protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken) =>
        _capture.Send(request, _send, cancellationToken);

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        _capture.SendAsync(request, _sendAsync, cancellationToken);
}

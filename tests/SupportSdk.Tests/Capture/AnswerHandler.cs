using System.Net;

namespace SupportSdk.Tests.Capture;

/// <summary>A primary handler without a network.</summary>
internal sealed class AnswerHandler(Func<HttpRequestMessage, HttpResponseMessage> answer) : HttpMessageHandler
{
    protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken) => answer(request);

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = answer(request);
        response.RequestMessage = request;
        return Task.FromResult(response);
    }
}

/// <summary>Content that must not be read by anyone but the app.</summary>
internal sealed class UntouchableContent : HttpContent
{
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => throw new InvalidOperationException("Somebody read the app's content.");

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }
}

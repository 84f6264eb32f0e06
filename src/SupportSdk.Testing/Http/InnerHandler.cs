namespace SupportSdk.Testing.Http;

/// <summary>An inner handler in memory that does what the script says, the same for <c>Send</c> and <c>SendAsync</c>.</summary>
/// <param name="answer">Gives the response, or throws on the spot.</param>
internal sealed class InnerHandler(Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> answer) : HttpMessageHandler
{
    public int Calls { get; private set; }

    public int Disposals { get; private set; }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Calls++;
        return answer(request, cancellationToken);
    }

    protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Calls++;
        return answer(request, cancellationToken).GetAwaiter().GetResult(); // Scripts of synchronous calls answer on the spot.
    }

    protected override void Dispose(bool disposing)
    {
        Disposals += disposing ? 1 : 0;
        base.Dispose(disposing);
    }
}

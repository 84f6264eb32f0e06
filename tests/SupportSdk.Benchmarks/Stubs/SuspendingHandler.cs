using System.Net;

namespace SupportSdk.Benchmarks.Stubs;

/// <summary>
/// An inner handler without a network. A call stays pending until <see cref="Complete"/>, so that every layer above suspends as on a network, but goes on inline, on the same thread.
/// </summary>
internal sealed class SuspendingHandler(bool fails) : HttpMessageHandler
{
    private readonly HttpResponseMessage? _answer = fails ? null : new HttpResponseMessage(HttpStatusCode.OK) { Content = new NetworkContent(StubBodies.Ok) };
    private TaskCompletionSource<HttpResponseMessage>? _pending;
    private HttpResponseMessage? _next;

    public void Complete() => _pending!.SetResult(_next!);

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        _next = _answer ?? new HttpResponseMessage(HttpStatusCode.InternalServerError) { Content = new NetworkContent(StubBodies.Failed) };
        _next.RequestMessage = request;
        _pending = new TaskCompletionSource<HttpResponseMessage>();
        return _pending.Task;
    }
}

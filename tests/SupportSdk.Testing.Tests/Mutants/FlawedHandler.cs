namespace SupportSdk.Testing.Tests.Mutants;

/// <summary>A handler that observes every body faithfully, as a capturing one would, except for the one flaw that a test gives it.</summary>
internal sealed class FlawedHandler(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    private readonly HttpMessageHandler _below = inner;

    /// <summary>Is done to each request.</summary>
    public Action<HttpRequestMessage> Request { get; init; } = static _ => { };

    /// <summary>Takes the place of the asynchronous call: it gets the request, the call below, and the token.</summary>
    public Func<HttpRequestMessage, Next, CancellationToken, Task<HttpResponseMessage>> Call { get; init; } = static (request, next, token) => next.SendAsync(request, token);

    /// <summary>Takes the place of the synchronous call.</summary>
    public Func<HttpRequestMessage, Next, CancellationToken, HttpResponseMessage> SyncCall { get; init; } = static (request, next, token) => next.Send(request, token);

    /// <summary>Is done to each response, before its content is put into another.</summary>
    public Func<HttpResponseMessage, CancellationToken, Task<HttpResponseMessage>> Response { get; init; } = static (response, _) => Task.FromResult(response);

    /// <summary>Wraps the body's stream.</summary>
    public Func<Stream, CancellationToken, FlawedStream> Body { get; init; } = static (stream, _) => new FlawedStream(stream);

    /// <summary>Wraps the content; gives the content itself to leave it alone.</summary>
    public Func<HttpContent, Func<Stream, FlawedStream>, HttpContent> Content { get; init; } = static (content, body) => new FlawedContent(content, body);

    /// <summary>Is done instead of disposing the handler below.</summary>
    public Action<HttpMessageHandler>? Disposal { get; init; }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Request(request);
        return FinishAsync(Call(request, new Next(base.SendAsync, base.Send), cancellationToken), cancellationToken);
    }

    protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Request(request);
        return Observed(SyncCall(request, new Next(base.SendAsync, base.Send), cancellationToken), cancellationToken);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && Disposal is { } disposal)
        {
            disposal(_below);
            return;
        }

        base.Dispose(disposing);
    }

    private async Task<HttpResponseMessage> FinishAsync(Task<HttpResponseMessage> call, CancellationToken cancellationToken)
    {
        var response = await call.ConfigureAwait(false);
        return response is null ? response! : Observed(await Response(response, cancellationToken).ConfigureAwait(false), cancellationToken);
    }

    // As every careful handler: a protocol that was changed is left alone, and so is content that is the app's own kind, or none.
    private HttpResponseMessage Observed(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (response?.Content is { } content && content.GetType().Assembly == typeof(HttpContent).Assembly && content.GetType().Name != "EmptyContent" && (int)response.StatusCode != 101)
        {
            response.Content = Content(content, stream => Body(stream, cancellationToken));
        }

        return response!;
    }

    /// <summary>The handler below.</summary>
    internal sealed record Next(Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> SendAsync, Func<HttpRequestMessage, CancellationToken, HttpResponseMessage> Send);
}

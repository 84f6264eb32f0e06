using Microsoft.Extensions.Http;

namespace SupportSdk.Capture.Http;

/// <summary>Puts the capture into the factory's clients: once, and innermost, so that the app's own retries are seen as separate attempts.</summary>
/// <param name="clients">Which clients are captured.</param>
/// <param name="capture">Gives the client's capture; asked when a chain is built, not before.</param>
internal sealed class CaptureHandlerFilter(CapturedClients clients, Func<HttpCapture> capture) : IHttpMessageHandlerBuilderFilter
{
    public Action<HttpMessageHandlerBuilder> Configure(Action<HttpMessageHandlerBuilder> next) => builder =>
    {
        next(builder);
        if (clients.Include(builder.Name) && capture() is var own && !Captures(builder, own))
        {
            builder.AdditionalHandlers.Add(new CaptureHandler(own));
        }
    };

    private static bool Captures(HttpMessageHandlerBuilder builder, HttpCapture own)
    {
        for (var handler = builder.PrimaryHandler; handler is not null; handler = (handler as DelegatingHandler)?.InnerHandler)
        {
            if (IsOf(handler, own))
            {
                return true;
            }
        }

        return builder.AdditionalHandlers.Any(handler => IsOf(handler, own));
    }

    private static bool IsOf(HttpMessageHandler handler, HttpCapture own) =>
        handler is ICapturing capturing && (capturing.Capture is null || ReferenceEquals(capturing.Capture, own));
}

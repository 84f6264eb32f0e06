using System.Net.Sockets;

namespace SupportSdk.Capture.Http;

/// <summary>The kind of a failure without a response, as one word.</summary>
internal static class FailureKind
{
    public static string Of(Exception exception, CancellationToken cancellationToken)
    {
        SocketException? socket = null;
        for (var current = exception; current is not null; current = current.InnerException)
        {
            socket ??= current as SocketException;
            if (current is TimeoutException or SocketException { SocketErrorCode: SocketError.TimedOut })
            {
                return CancelledCalls.Timeout;
            }
        }

        return exception switch
        {
            // Nobody outside gave up, so a handler below did, by its own clock.
            OperationCanceledException => cancellationToken.IsCancellationRequested ? CancelledCalls.Cancelled : CancelledCalls.Timeout,
            _ when socket is not null => socket.SocketErrorCode.ToString(),
            HttpIOException body => body.HttpRequestError.ToString(),
            HttpRequestException { HttpRequestError: not HttpRequestError.Unknown } request => request.HttpRequestError.ToString(),
            _ => exception.GetType().Name,
        };
    }
}

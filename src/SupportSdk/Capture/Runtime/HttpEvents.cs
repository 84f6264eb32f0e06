using System.Diagnostics.Tracing;

namespace SupportSdk.Capture.Runtime;

/// <summary>Listens to the runtime's event source of HTTP. The calls find each other by <see cref="HttpFlow"/>, not by activity ids: those would make the runtime follow every task of the app.</summary>
/// <param name="calls">Who is told.</param>
internal sealed class HttpEvents(RuntimeCalls calls) : EventListener
{
    private const int RequestStart = 1;
    private const int RequestStop = 2;
    private const int RequestFailed = 3;

    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        if (eventSource.Name == "System.Net.Http")
        {
            EnableEvents(eventSource, EventLevel.Informational);
        }
    }

    // Called on the thread of the app's call, inside it.
    protected override void OnEventWritten(EventWrittenEventArgs eventData)
    {
        switch (eventData.EventId)
        {
            case RequestStart when eventData.Payload is [string scheme, string host, int port, string pathAndQuery, ..]:
                calls.Started(eventData, new RuntimeAddress(scheme, host, port, pathAndQuery));
                break;
            case RequestFailed when eventData.Payload is [string message, ..]:
                calls.Failed(message);
                break;
            case RequestStop when eventData.Payload is [int status, ..]:
                calls.Ended(status);
                break;
        }
    }
}

namespace SupportSdk.Capture;

/// <summary>What is captured beside the clients that carry a handler of the SDK's.</summary>
public sealed class CaptureOptions
{
    /// <summary>
    /// Whether <c>CaptureHttpClients()</c> also notes the calls to Paragon of clients that carry no handler, such as <c>new HttpClient()</c>, from what the runtime tells of them:
    /// method, address, status, failure, duration; no body and no user. It costs every HTTP call of the process one to two microseconds and 1.3 KB; docs/capture.md has the figures.
    /// </summary>
    /// <value>The default is <see langword="true"/>.</value>
    public bool UninstrumentedClients { get; set; } = true;
}

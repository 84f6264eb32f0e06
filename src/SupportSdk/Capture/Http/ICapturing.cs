namespace SupportSdk.Capture.Http;

/// <summary>Who captures, and with what: a client that owns scopes, and each handler in a chain, so that one call is recorded once.</summary>
internal interface ICapturing
{
    /// <summary>The capture, or null where the current scope's owner gives it.</summary>
    HttpCapture? Capture { get; }
}

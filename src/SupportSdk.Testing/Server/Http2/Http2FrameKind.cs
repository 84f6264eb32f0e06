namespace SupportSdk.Testing.Server.Http2;

/// <summary>The types of frames that the server knows; others are passed over (RFC 9113, section 4.1).</summary>
internal enum Http2FrameKind : byte
{
    Data = 0,
    Headers = 1,
    Reset = 3,
    Settings = 4,
    Ping = 6,
    WindowUpdate = 8,
    Continuation = 9,
}

namespace SupportSdk.Channels;

/// <summary>A channel that the app has registered, known before its settings are read.</summary>
internal sealed record ChannelRegistration(SupportChannel Channel);

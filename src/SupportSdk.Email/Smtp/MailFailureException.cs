using SupportSdk.Channels;

namespace SupportSdk.Email.Smtp;

/// <summary>An attempt that ended with a result of its own, before the server had a say.</summary>
internal sealed class MailFailureException(ChannelResult result) : Exception(result.Reason)
{
    public ChannelResult Result { get; } = result;
}

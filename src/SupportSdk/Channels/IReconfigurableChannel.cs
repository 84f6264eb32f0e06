namespace SupportSdk.Channels;

/// <summary>A channel whose parked tickets go on by themselves once its settings have changed: at the next start, without a call of <see cref="SupportClient.RetryAsync"/>.</summary>
/// <remarks>The mark is stored beside each ticket that the settings parked. It must not give a secret away: where a password is a setting, use a salted, slow hash.</remarks>
public interface IReconfigurableChannel : ITicketChannel
{
    /// <summary>Makes a mark of the settings as they are.</summary>
    string MarkSettings();

    /// <summary>Whether a mark, perhaps of an earlier run, is of the settings as they are.</summary>
    /// <param name="mark">What <see cref="MarkSettings"/> gave.</param>
    bool HasSettings(string mark);
}

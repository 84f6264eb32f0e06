namespace SupportSdk;

/// <summary>A way by which tickets reach support.</summary>
public enum SupportChannel
{
    /// <summary>Email to the support address.</summary>
    Email = 0,

    /// <summary>A message in the shared Slack channel, where the support level includes one.</summary>
    Slack = 1,
}

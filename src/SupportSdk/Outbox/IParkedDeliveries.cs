namespace SupportSdk.Outbox;

/// <summary>What is parked, by the settings that parked it: it goes on when they have changed.</summary>
internal interface IParkedDeliveries
{
    /// <summary>The marks of settings under which something of the channel is parked.</summary>
    Task<IReadOnlyList<string>> ParkedMarksAsync(SupportChannel channel, CancellationToken cancellationToken);

    /// <summary>Takes what is parked under this mark back to pending, as if a person had asked for each; gives how many.</summary>
    Task<int> RetryParkedAsync(SupportChannel channel, string mark, DateTimeOffset now, CancellationToken cancellationToken);
}

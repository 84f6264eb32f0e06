namespace SupportSdk.Delivery;

/// <summary>The schedule between turns: doubling from the first delay to the longest, with a fifth of jitter either way, so that a fleet does not come back as one.</summary>
internal static class RetryDelay
{
    public static TimeSpan After(int attempts, DeliveryOptions options)
    {
        var doubled = options.FirstRetryDelay * Math.Pow(2, Math.Clamp(attempts, 1, 30) - 1);
        var capped = doubled < options.MaxRetryDelay ? doubled : options.MaxRetryDelay;
        return capped * (0.8 + (Random.Shared.NextDouble() * 0.4));
    }
}

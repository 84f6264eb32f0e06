namespace SupportSdk.Delivery;

/// <summary>Wakes whoever waits. Take <see cref="Next"/> first and look at the state after, so that no wake-up is lost.</summary>
internal sealed class Signal
{
    private TaskCompletionSource _next = New();

    public Task Next => Volatile.Read(ref _next).Task;

    public void Set() => Interlocked.Exchange(ref _next, New()).TrySetResult();

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}

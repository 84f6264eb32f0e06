using System.Runtime.CompilerServices;

namespace SupportSdk.Capture.Http.Calls;

/// <summary>One operation of the app: a request that a handler above sends again, such as a resilience pipeline's.</summary>
/// <param name="number">Its number, from 1.</param>
internal sealed class RetriedCall(long number)
{
    private int _attempt = 1;

    /// <summary>A number that no other operation of the client has.</summary>
    public long Number => number;

    /// <summary>The attempt under way, from 1; 255 stands for all further ones.</summary>
    public byte Attempt => (byte)Math.Min(Volatile.Read(ref _attempt), byte.MaxValue);

    /// <summary>The failure of the attempt before.</summary>
    public FailedCall? Failure { get; set; }

    public void NextAttempt()
    {
        Interlocked.Increment(ref _attempt);
        if (Failure is { Failure: CancelledCalls.Cancelled } before)
        {
            before.Failure = CancelledCalls.Timeout; // Nobody sends again what the app itself gave up: it was a handler's clock.
        }
    }
}

/// <summary>Knows the requests that failed, weakly, so that the next attempt of one is seen as that. A request that never failed costs nothing.</summary>
internal sealed class RetriedCalls
{
    private readonly ConditionalWeakTable<HttpRequestMessage, RetriedCall> _failed = [];
    private long _numbers;

    /// <summary>The operation of which a request is one more attempt, or null.</summary>
    public RetriedCall? NextAttemptOf(HttpRequestMessage request)
    {
        if (Volatile.Read(ref _numbers) == 0 || !_failed.TryGetValue(request, out var operation))
        {
            return null;
        }

        operation.NextAttempt();
        return operation;
    }

    /// <summary>The operation of which a failed call was the first attempt.</summary>
    public RetriedCall FirstAttemptOf(HttpRequestMessage request)
    {
        var operation = new RetriedCall(Interlocked.Increment(ref _numbers));
        _failed.AddOrUpdate(request, operation);
        return operation;
    }
}

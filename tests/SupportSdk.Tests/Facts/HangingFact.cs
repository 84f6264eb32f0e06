using SupportSdk.Facts;

namespace SupportSdk.Tests.Facts;

/// <summary>Never answers, and ignores its token.</summary>
internal sealed class HangingFact(string name, bool isConstant = true) : IFactProvider
{
    private int _asked;

    public int Asked => Volatile.Read(ref _asked);

    public async Task AskedAsync(int times)
    {
        while (Asked < times)
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            await Task.Yield();
        }

        Assert.Equal(times, Asked);
    }

    public string Name => name;

    public bool IsConstant => isConstant;

    public bool TryRead(IReadOnlyList<ApiError> failed, out string? value)
    {
        value = null;
        return false;
    }

    public ValueTask<string?> ReadAsync(IReadOnlyList<ApiError> failed, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _asked); // Perhaps after the collector has given up on it: the thread pool decides when.
        return new ValueTask<string?>(new TaskCompletionSource<string?>().Task);
    }
}

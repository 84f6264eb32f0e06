using SupportSdk.Facts;

namespace SupportSdk.Tests.Facts;

/// <summary>Keeps its thread until it is released, then answers.</summary>
internal sealed class BlockingFact(string name) : IFactProvider, IDisposable
{
    private readonly ManualResetEventSlim _released = new();
    private int _asked;

    public int Asked => Volatile.Read(ref _asked);

    public string Name => name;

    public bool IsConstant => true;

    public void Release() => _released.Set();

    public bool TryRead(IReadOnlyList<ApiError> failed, out string? value)
    {
        value = null;
        return false;
    }

    public ValueTask<string?> ReadAsync(IReadOnlyList<ApiError> failed, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _asked);
        _released.Wait(CancellationToken.None);
        return ValueTask.FromResult<string?>("late");
    }

    public void Dispose() => _released.Dispose();
}

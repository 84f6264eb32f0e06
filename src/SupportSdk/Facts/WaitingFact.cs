namespace SupportSdk.Facts;

/// <summary>A fact that the system answers, perhaps late: a file, another process, a database of time zones. It stays the same while the process runs.</summary>
internal sealed class WaitingFact(string name, Func<string?> read) : IFactProvider
{
    public string Name => name;

    public bool IsConstant => true;

    public bool TryRead(IReadOnlyList<ApiError> failed, out string? value)
    {
        value = null;
        return false;
    }

    public ValueTask<string?> ReadAsync(IReadOnlyList<ApiError> failed, CancellationToken cancellationToken) => ValueTask.FromResult(read());
}

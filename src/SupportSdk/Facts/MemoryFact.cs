namespace SupportSdk.Facts;

/// <summary>A fact that memory answers at once.</summary>
internal sealed class MemoryFact(string name, bool isConstant, Func<IReadOnlyList<ApiError>, string?> read) : IFactProvider
{
    public MemoryFact(string name, bool isConstant, Func<string?> read)
        : this(name, isConstant, _ => read())
    {
    }

    public string Name => name;

    public bool IsConstant => isConstant;

    public bool TryRead(IReadOnlyList<ApiError> failed, out string? value)
    {
        value = read(failed);
        return true;
    }

    public ValueTask<string?> ReadAsync(IReadOnlyList<ApiError> failed, CancellationToken cancellationToken) => ValueTask.FromResult(read(failed));
}

using SupportSdk.Facts;

namespace SupportSdk.Tests.Facts;

/// <summary>Throws where it is read, at once or when waited for.</summary>
internal sealed class ThrowingFact(string name, bool atOnce, Exception exception) : IFactProvider
{
    public string Name => name;

    public bool IsConstant => true;

    public bool TryRead(IReadOnlyList<ApiError> failed, out string? value)
    {
        value = null;
        return atOnce ? throw exception : false;
    }

    public ValueTask<string?> ReadAsync(IReadOnlyList<ApiError> failed, CancellationToken cancellationToken) => throw exception;
}

namespace SupportSdk.Paragon.Api.History;

/// <summary>What one request brought: a document, or a problem in words.</summary>
/// <param name="Value">The document, or null.</param>
/// <param name="Problem">Why there is none.</param>
/// <param name="IsFinal">Whether no other request can fare better now: the key is refused, requests are being limited, or the API cannot be reached.</param>
internal sealed record TaskHistoryAnswer<T>(T? Value, string? Problem = null, bool IsFinal = false)
    where T : class
{
    /// <summary>The kind; never a text.</summary>
    public override string ToString() => "TaskHistoryAnswer";
}

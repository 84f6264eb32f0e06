using System.Net.Http.Headers;

namespace SupportSdk.Status.Statuspage;

/// <summary>What one fetch brought: a document, the word that the known one still holds, or a problem.</summary>
internal sealed record StatuspageAnswer
{
    public StatuspageDocument? Document { get; init; }

    public EntityTagHeaderValue? ETag { get; init; }

    public bool NotModified { get; init; }

    public string? Problem { get; init; }
}

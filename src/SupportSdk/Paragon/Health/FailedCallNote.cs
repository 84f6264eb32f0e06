namespace SupportSdk.Paragon.Health;

/// <summary>One failed call.</summary>
/// <param name="Call">What is known of its connection.</param>
/// <param name="OccurredAt">When it failed: the instant of its <see cref="ApiError"/>.</param>
internal readonly record struct FailedCallNote(NotedCall Call, DateTimeOffset OccurredAt)
{
    /// <summary>Why no response arrived, where the runtime says so.</summary>
    public HttpRequestError? Trouble { get; init; }

    /// <summary>Whether the request carried a user token that could be read.</summary>
    public bool HasUserToken { get; init; }

    /// <summary>The token's <c>exp</c>, where it has one.</summary>
    public DateTimeOffset? TokenExpiresAt { get; init; }
}

namespace SupportSdk.Facts;

/// <summary>Reads one fact of the surroundings. It may throw, hang and block: whoever asks it is safe from that.</summary>
internal interface IFactProvider
{
    string Name { get; }

    /// <summary>Whether the value stays the same while the process runs, so that it is read once.</summary>
    bool IsConstant { get; }

    /// <summary>Reads the fact where memory alone answers; false where something would have to be waited for.</summary>
    /// <param name="failed">The ticket's failed calls.</param>
    /// <param name="value">The value; null where there is nothing to say.</param>
    bool TryRead(IReadOnlyList<ApiError> failed, out string? value);

    /// <summary>Reads the fact, on a thread that may be kept waiting.</summary>
    /// <param name="failed">The ticket's failed calls.</param>
    /// <param name="cancellationToken">Ends when nobody waits any more.</param>
    ValueTask<string?> ReadAsync(IReadOnlyList<ApiError> failed, CancellationToken cancellationToken);
}

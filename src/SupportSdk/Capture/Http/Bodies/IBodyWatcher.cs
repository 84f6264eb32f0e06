namespace SupportSdk.Capture.Http.Bodies;

/// <summary>Looks on while the app reads a body. It never throws, and calls come one after another, as reads do.</summary>
internal interface IBodyWatcher
{
    /// <summary>Takes bytes that the app has read.</summary>
    void Saw(ReadOnlySpan<byte> bytes);

    /// <summary>The body is over; may come more than once.</summary>
    /// <param name="isWhole">Whether its end was read; otherwise the app let it go before.</param>
    void End(bool isWhole);

    /// <summary>The body broke off where the app reads it.</summary>
    /// <param name="exception">What the app gets.</param>
    /// <param name="cancellationToken">The token of the app's read.</param>
    void Fail(Exception exception, CancellationToken cancellationToken);
}

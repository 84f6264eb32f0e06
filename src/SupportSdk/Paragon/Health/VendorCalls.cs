using System.Globalization;

namespace SupportSdk.Paragon.Health;

/// <summary>What the calls of one client tell: Paragon's clock, the last healthy call to each host, the latest failures. It reads headers only, and changes nothing.</summary>
internal sealed class VendorCalls(TimeProvider time)
{
    private Action? _firstFailure;

    public VendorClock Clock { get; } = new(time.TimestampFrequency);

    public HealthBaseline Baseline { get; } = new(time.TimestampFrequency);

    public FailedCalls Failures { get; } = new();

    /// <summary>Calls <paramref name="action"/> once, at the first failed call.</summary>
    public void AtFirstFailure(Action action) => Volatile.Write(ref _firstFailure, action);

    /// <summary>Notes an answer whose status says success.</summary>
    /// <param name="address">The address that answered.</param>
    /// <param name="response">The answer.</param>
    /// <param name="hasUserToken">Whether the request carried a user token that could be read.</param>
    /// <param name="started">The timestamp of the request's start.</param>
    /// <param name="answered">The timestamp of the answer.</param>
    public void Healthy(Uri address, HttpResponseMessage response, bool hasUserToken, long started, long answered)
    {
        var call = new NotedCall(address.IdnHost, address.Port, address.Scheme == Uri.UriSchemeHttps) { HttpVersion = response.Version, HasUserToken = hasUserToken };
        Baseline.NoteHealthy(call, answered);
        if (Clock.IsDue(answered))
        {
            NoteDate(response, time.GetElapsedTime(started, answered));
        }
    }

    /// <summary>Notes a failed call.</summary>
    /// <param name="address">The address that was called.</param>
    /// <param name="authorization">The request's Authorization header, or empty; of its token the <c>exp</c> is kept and nothing else.</param>
    /// <param name="response">The answer, where one arrived.</param>
    /// <param name="exception">Why none arrived.</param>
    /// <param name="record">The record that was made of the failure.</param>
    public void Failed(Uri address, string authorization, HttpResponseMessage? response, Exception? exception, ApiError record)
    {
        if (response is not null && record.Duration is { } took)
        {
            NoteDate(response, took);
        }

        var call = new NotedCall(address.IdnHost, address.Port, address.Scheme == Uri.UriSchemeHttps)
        {
            HttpVersion = response?.Version,
            HasUserToken = UserTokens.UserIdOf(authorization) is not null,
            TokenExpiresAt = UserTokens.ExpiryOf(authorization),
        };
        Failures.Note(new FailedCallNote(call, record.OccurredAt, (exception as HttpRequestException)?.HttpRequestError));
        Interlocked.Exchange(ref _firstFailure, null)?.Invoke();
    }

    // As it came, never parsed by the typed header: reading that would change what the app sees. An aged answer comes from a cache, and so does its date.
    private void NoteDate(HttpResponseMessage response, TimeSpan took)
    {
        if (!response.Headers.NonValidated.Contains("Age") && response.Headers.NonValidated.TryGetValues("Date", out var date)
            && DateTimeOffset.TryParseExact(date.ToString(), "r", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at))
        {
            Clock.Note(at, time.GetUtcNow(), took);
        }
    }
}

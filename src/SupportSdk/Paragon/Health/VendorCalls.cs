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
    /// <param name="started">The timestamp of the request's start.</param>
    /// <param name="answered">The timestamp of the answer.</param>
    public void Healthy(Uri address, HttpResponseMessage response, long started, long answered)
    {
        Baseline.NoteHealthy(CallTo(address, response), answered);
        if (Clock.IsDue(answered))
        {
            NoteDate(response, time.GetElapsedTime(started, answered));
        }
    }

    /// <summary>Notes a failed call.</summary>
    /// <param name="request">The request; of its user token the <c>exp</c> is kept and nothing else.</param>
    /// <param name="address">The address that was called.</param>
    /// <param name="response">The answer, where one arrived.</param>
    /// <param name="exception">Why none arrived.</param>
    /// <param name="occurredAt">The instant that its <see cref="ApiError"/> says.</param>
    /// <param name="took">The time from the request's start until then.</param>
    public void Failed(HttpRequestMessage request, Uri address, HttpResponseMessage? response, Exception? exception, DateTimeOffset occurredAt, TimeSpan took)
    {
        if (response is not null)
        {
            NoteDate(response, took);
        }

        // Not the typed header: reading it would parse what the app put there, and the wire would carry the parsed form.
        var authorization = request.Headers.NonValidated.TryGetValues("Authorization", out var values) ? values.ToString() : "";
        Failures.Note(new FailedCallNote(CallTo(address, response), occurredAt)
        {
            Trouble = (exception as HttpRequestException)?.HttpRequestError,
            HasUserToken = UserTokens.UserIdOf(authorization) is not null,
            TokenExpiresAt = UserTokens.ExpiryOf(authorization),
        });
        Interlocked.Exchange(ref _firstFailure, null)?.Invoke();
    }

    private static NotedCall CallTo(Uri address, HttpResponseMessage? response) =>
        new(address.IdnHost, address.Port, address.Scheme == Uri.UriSchemeHttps) { HttpVersion = response?.Version };

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

using System.Net.Http.Json;
using SupportSdk.Paragon;
using SupportSdk.Paragon.Health;

namespace SupportSdk.Capture.Http;

/// <summary>Notes the calls of one client to Paragon in the current scope. The app's call is passed on as it is; a failure of the capture is counted, never thrown.</summary>
/// <param name="store">The client's evidence; scopes of another client are passed by.</param>
/// <param name="options">Paragon's hosts.</param>
/// <param name="cancelled">The client's notes of cancelled calls.</param>
/// <param name="failures">Where failures of the capture end.</param>
/// <param name="time">The clock of the prefix's budget.</param>
internal sealed class HttpCapture(EvidenceStore store, ParagonOptions options, CancelledCalls cancelled, CaptureFailures failures, TimeProvider time)
{
    /// <summary>How long the beginning of a failed response's body is waited for before the response is handed over.</summary>
    public static readonly TimeSpan PrefixBudget = TimeSpan.FromMilliseconds(50);

    private readonly ParagonHosts _hosts = new(options.Hosts);
    private readonly EvidenceClock _clock = store.Clock;

    /// <summary>Where the health of the calls is noted, for the facts of a ticket.</summary>
    public VendorCalls? Health { get; init; }

    /// <summary>The capture of the client that owns the current scope, or null where there is no scope.</summary>
    public static HttpCapture? ForCurrentScope => (DiagnosticScope.Current?.Store.Owner as ICapturing)?.Capture;

    /// <summary>Sends and notes. The beginning of a failed response's text is read first, within <see cref="PrefixBudget"/>.</summary>
    public Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> next, CancellationToken cancellationToken) =>
        Begin(request) is { } call ? ObserveAsync(call, request, next, cancellationToken) : next(request, cancellationToken);

    /// <summary>Sends and notes. A synchronous read cannot be given up after 50 ms, so nothing is read ahead: the record grows as the app reads, before it has its text.</summary>
    public HttpResponseMessage Send(HttpRequestMessage request, Func<HttpRequestMessage, CancellationToken, HttpResponseMessage> next, CancellationToken cancellationToken)
    {
        if (Begin(request) is not { } call)
        {
            return next(request, cancellationToken);
        }

        HttpResponseMessage response;
        try
        {
            response = next(request, cancellationToken);
        }
        catch (Exception e)
        {
            NoteException(call, request, e, cancellationToken); // Whatever a handler throws is the app's; it is looked at and goes on unchanged.
            throw;
        }

        _ = NoteResponse(call, request, response);
        return response;
    }

    private async Task<HttpResponseMessage> ObserveAsync(
        SentCall call, HttpRequestMessage request, Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> next, CancellationToken cancellationToken)
    {
        HttpResponseMessage response;
        try
        {
            response = await next(request, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            NoteException(call, request, e, cancellationToken); // Whatever a handler throws is the app's; it is looked at and goes on unchanged.
            throw;
        }

        if (NoteResponse(call, request, response) is { } body)
        {
            await body.FillAsync(PrefixBudget, time, cancellationToken).ConfigureAwait(false);
        }

        return response;
    }

    private SentCall? Begin(HttpRequestMessage request)
    {
        try
        {
            if (!_hosts.Contains(request.RequestUri))
            {
                return null;
            }

            HttpFlow.NoteSeen();
            var scope = DiagnosticScope.CurrentOf(store);
            var book = scope?.Book ?? store.Unscoped;
            book.CountCall();

            // Not the typed header: reading it would parse what the app put there, and the wire would carry the parsed form.
            if (scope is not null && request.Headers.NonValidated.TryGetValues("Authorization", out var authorization)
                && UserTokens.UserIdOf(authorization.ToString()) is { } userId)
            {
                scope.SetUserId(userId);
            }

            return new SentCall(book, request.Method, request.RequestUri!, _clock.Now);
        }
        catch (Exception e)
        {
            failures.Note(e); // The app's call matters and goes out; it is only not noted.
            return null;
        }
    }

    // Gives the body whose beginning is worth waiting for.
    private PrefixedStream? NoteResponse(SentCall call, HttpRequestMessage request, HttpResponseMessage? response)
    {
        try
        {
            if (response is null)
            {
                return null;
            }

            if ((int)response.StatusCode >= 400)
            {
                return NoteFailure(call, request, response);
            }

            var at = call.Note(EvidenceKind.Call, call.Url, call.Method, (short)response.StatusCode, _clock);
            if (ReferenceEquals(request.RequestUri, call.Url) || _hosts.Contains(request.RequestUri))
            {
                Health?.Healthy(request.RequestUri!, response, call.Started, at);
            }
        }
        catch (Exception e)
        {
            failures.Note(e); // Evidence is lost, the app's call is not.
        }

        return null;
    }

    private PrefixedStream? NoteFailure(SentCall call, HttpRequestMessage request, HttpResponseMessage response)
    {
        var stays = _hosts.Contains(request.RequestUri);
        var excerpt = stays && IsPlain(response.Content) ? Excerpt.For(response.Content) : null;
        var failed = new FailedCall(stays ? request.Method : call.Method, stays ? request.RequestUri! : call.Url, (int)response.StatusCode, SentCall.TraceIdOf(request)) { Body = excerpt };
        var at = call.Note(EvidenceKind.ApiError, failed, failed, (short)response.StatusCode, _clock, excerpt?.Capacity ?? 0);
        Health?.Failed(request, stays ? request.RequestUri! : call.Url, stays ? response : null, null, _clock.InstantOf(at), _clock.Between(call.Started, at));
        return excerpt is null ? null : Open(excerpt, response);
    }

    private static PrefixedStream? Open(Excerpt excerpt, HttpResponseMessage response)
    {
        var stream = response.Content.ReadAsStream(CancellationToken.None);
        if (stream.CanSeek)
        {
            Peek(stream, excerpt); // In memory already, as test doubles have it: looked at, and left as it was.
            return null;
        }

        var prefixed = new PrefixedStream(stream, excerpt);
        response.Content = new PrefixedContent(response.Content, prefixed);
        return prefixed;
    }

    // To open an app's own kind of content may mean to run it to its end; only those of the runtime are known to open without reading.
    private static bool IsPlain(HttpContent content) => content.GetType().Assembly == typeof(HttpContent).Assembly || content.GetType() == typeof(JsonContent);

    private static void Peek(Stream stream, Excerpt excerpt)
    {
        var position = stream.Position;
        try
        {
            while (!excerpt.IsDone)
            {
                excerpt.Advance(stream.Read(excerpt.Free.Span));
            }
        }
        finally
        {
            stream.Position = position;
        }
    }

    private void NoteException(SentCall call, HttpRequestMessage request, Exception exception, CancellationToken cancellationToken)
    {
        try
        {
            var stays = _hosts.Contains(request.RequestUri);
            var failed = new FailedCall(stays ? request.Method : call.Method, stays ? request.RequestUri! : call.Url, null, SentCall.TraceIdOf(request))
            {
                Exception = exception,
                Failure = FailureKind.Of(exception, cancellationToken),
            };
            var at = call.Note(EvidenceKind.ApiError, failed, failed, 0, _clock);
            if (exception is OperationCanceledException cancellation && failed.Failure == CancelledCalls.Cancelled)
            {
                cancelled.Note(cancellation, failed);
            }

            Health?.Failed(request, stays ? request.RequestUri! : call.Url, null, exception, _clock.InstantOf(at), _clock.Between(call.Started, at));
        }
        catch (Exception e)
        {
            failures.Note(e); // Evidence is lost, the app's call is not.
        }
    }
}

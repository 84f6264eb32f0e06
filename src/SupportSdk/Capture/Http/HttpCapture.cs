using System.Net.Http.Json;
using SupportSdk.Paragon;

namespace SupportSdk.Capture.Http;

/// <summary>Notes the calls of one client to Paragon in the current scope. The app's call is passed on as it is; a failure of the capture is counted, never thrown.</summary>
/// <param name="owner">The owner of the scopes that are written to; those of another client are passed by.</param>
/// <param name="options">Paragon's hosts and its links.</param>
/// <param name="cancelled">The client's notes of cancelled calls.</param>
/// <param name="failures">Where failures of the capture end.</param>
/// <param name="clock">The time.</param>
internal sealed class HttpCapture(object owner, ParagonOptions options, CancelledCalls cancelled, CaptureFailures failures, TimeProvider clock)
{
    /// <summary>How long the beginning of a failed response's body is waited for before the response is handed over.</summary>
    public static readonly TimeSpan PrefixBudget = TimeSpan.FromMilliseconds(50);

    private readonly ParagonHosts _hosts = new(options.Hosts);
    private readonly ExecutionLinkTemplate _links = new(options);

    /// <summary>The capture of the client that owns the current scope, or null where there is no scope.</summary>
    public static HttpCapture? ForCurrentScope => (DiagnosticScope.Current?.Owner as ICapturing)?.Capture;

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

        if (IsFailure(response) && TryOpen(call, request, response) is { } failure)
        {
            Guard(failure, static f => f.Failed.Record(f.Excerpt, more: f.Stream is not null));
        }

        return response;
    }

    private static bool IsFailure(HttpResponseMessage? response) => response is not null && (int)response.StatusCode >= 400;

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

        if (IsFailure(response) && TryOpen(call, request, response) is { } failure)
        {
            if (failure.Stream is not null)
            {
                await failure.Stream.FillAsync(PrefixBudget, clock, cancellationToken).ConfigureAwait(false);
            }

            Guard(failure, static f => f.Failed.Record(f.Excerpt, more: f.Stream is { IsObserved: true }));
        }

        return response;
    }

    private SentCall? Begin(HttpRequestMessage request)
    {
        try
        {
            if (!_hosts.Contains(request.RequestUri) || DiagnosticScope.CurrentOf(owner) is not { } scope)
            {
                return null;
            }

            scope.CountCall();

            // Not the typed header: reading it would parse what the app put there, and the wire would carry the parsed form.
            if (request.Headers.NonValidated.TryGetValues("Authorization", out var authorization) && UserTokens.UserIdOf(authorization.ToString()) is { } userId)
            {
                scope.SetUserId(userId);
            }

            return new SentCall(scope, request.Method, request.RequestUri!, clock.GetTimestamp());
        }
        catch (Exception e)
        {
            failures.Note(e); // The app's call matters and goes out; it is only not noted.
            return null;
        }
    }

    private Failure? TryOpen(SentCall call, HttpRequestMessage request, HttpResponseMessage response)
    {
        FailedCall? failed = null;
        try
        {
            var stays = _hosts.Contains(request.RequestUri);
            failed = new FailedCall(call.Scope, call.ErrorOf(request, stays, clock) with { StatusCode = (int)response.StatusCode }, _links);
            return !stays || Excerpt.For(response.Content) is not { } excerpt || !IsPlain(response.Content)
                ? new Failure(failed, null, null)
                : Open(failed, excerpt, response);
        }
        catch (Exception e)
        {
            failures.Note(e); // The response is the app's, read or not; without its text the failure is noted still.
            return failed is null ? null : new Failure(failed, null, null);
        }
    }

    private Failure Open(FailedCall failed, Excerpt excerpt, HttpResponseMessage response)
    {
        var stream = response.Content.ReadAsStream(CancellationToken.None);
        if (stream.CanSeek)
        {
            Peek(stream, excerpt); // In memory already, as test doubles have it: looked at, and left as it was.
            return new Failure(failed, excerpt, null);
        }

        var prefixed = new PrefixedStream(stream, excerpt, () => Guard(failed, f => f.Record(excerpt, more: false)));
        response.Content = new PrefixedContent(response.Content, prefixed);
        return new Failure(failed, excerpt, prefixed);
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

    private void NoteException(SentCall call, HttpRequestMessage request, Exception exception, CancellationToken cancellationToken) =>
        Guard((call, request, exception, cancellationToken), n =>
        {
            var error = n.call.ErrorOf(n.request, _hosts.Contains(n.request.RequestUri), clock) with
            {
                Code = FailureKind.Of(n.exception, n.cancellationToken),
                Message = ExceptionWalk.MessageOf(n.exception),
            };
            var kept = n.call.Scope.Keep(error);
            if (n.exception is OperationCanceledException cancellation && error.Code == CancelledCalls.Cancelled)
            {
                cancelled.Note(cancellation, n.call.Scope, kept);
            }
        });

    private void Guard<T>(T state, Action<T> note)
    {
        try
        {
            note(state);
        }
        catch (Exception e)
        {
            failures.Note(e); // Evidence is lost, the app's call is not.
        }
    }

    private sealed record Failure(FailedCall Failed, Excerpt? Excerpt, PrefixedStream? Stream);
}

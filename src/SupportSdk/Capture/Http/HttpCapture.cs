using SupportSdk.Capture.Http.Calls;
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

    private readonly SentCalls _calls = new();
    private readonly EvidenceClock _clock = store.Clock;
    private CallNotes? _notes;

    /// <summary>Where the health of the calls is noted, for the facts of a ticket.</summary>
    public VendorCalls? Health { get; init; }

    /// <summary>Whether the value of a header may be kept; of the others only the name is.</summary>
    public Func<string, bool> AllowsHeader { get; init; } = static _ => false;

    /// <summary>The capture of the client that owns the current scope, or null where there is no scope.</summary>
    public static HttpCapture? ForCurrentScope => (DiagnosticScope.Current?.Store.Owner as ICapturing)?.Capture;

    private CallNotes Notes => _notes ??= new CallNotes(options, _clock, cancelled, failures) { Health = Health, AllowsHeader = AllowsHeader };

    /// <summary>Sends and notes. The beginning of a failed response's text is read first, within <see cref="PrefixBudget"/>.</summary>
    public Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> next, CancellationToken cancellationToken)
    {
        if (Begin(request, cancellationToken) is not { } call)
        {
            return next(request, cancellationToken);
        }

        Task<HttpResponseMessage> sending;
        try
        {
            sending = next(request, cancellationToken);
        }
        catch (Exception e)
        {
            NoteException(call, e);
            throw;
        }

        if (!sending.IsCompletedSuccessfully || !Notes.TryNoteSuccess(call, sending.GetAwaiter().GetResult()))
        {
            return ObserveAsync(call, sending);
        }

        _calls.Return(call);
        return sending;
    }

    /// <summary>Sends and notes. A synchronous read cannot be given up after 50 ms, so nothing is read ahead: the record grows as the app reads, before it has its text.</summary>
    public HttpResponseMessage Send(HttpRequestMessage request, Func<HttpRequestMessage, CancellationToken, HttpResponseMessage> next, CancellationToken cancellationToken)
    {
        if (Begin(request, cancellationToken) is not { } call)
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
            NoteException(call, e);
            throw;
        }

        if (!Notes.TryNoteSuccess(call, response))
        {
            _ = Notes.NoteFailure(call, response, readsAhead: false);
        }

        _calls.Return(call);
        return response;
    }

    // All that a call keeps alive while it is under way is here: few fields, since each is allocated with every call that waits.
    private async Task<HttpResponseMessage> ObserveAsync(SentCall call, Task<HttpResponseMessage> sending)
    {
        HttpResponseMessage response;
        try
        {
            response = await sending.ConfigureAwait(false);
        }
        catch (Exception e)
        {
            NoteException(call, e);
            throw;
        }

        if (!Notes.TryNoteSuccess(call, response))
        {
            return await HandOverAsync(call, response).ConfigureAwait(false);
        }

        _calls.Return(call);
        return response;
    }

    private async Task<HttpResponseMessage> HandOverAsync(SentCall call, HttpResponseMessage response)
    {
        if (Notes.NoteFailure(call, response, readsAhead: true) is { } prefix)
        {
            await prefix.FillAsync(PrefixBudget, time, call.Token).ConfigureAwait(false);
        }

        _calls.Return(call);
        return response;
    }

    private SentCall? Begin(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            if (!Notes.Hosts.Contains(request.RequestUri))
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

            var call = _calls.Take();
            call.Begin(book, request, _clock.Now, cancellationToken);
            call.Operation = Notes.NextAttemptOf(request);
            return call;
        }
        catch (Exception e)
        {
            failures.Note(e); // The app's call matters and goes out; it is only not noted.
            return null;
        }
    }

    // Whatever a handler throws is the app's; it is looked at and goes on unchanged.
    private void NoteException(SentCall call, Exception exception)
    {
        Notes.NoteException(call, exception);
        _calls.Return(call);
    }
}

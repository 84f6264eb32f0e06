using SupportSdk.Capture.Http.Bodies;
using SupportSdk.Capture.Http.Calls;
using SupportSdk.Paragon;
using SupportSdk.Paragon.Health;

namespace SupportSdk.Capture.Http;

/// <summary>Notes how calls ended, and looks on while the app reads what they brought. A failure of the capture is counted, never thrown.</summary>
/// <param name="options">Paragon's hosts.</param>
/// <param name="clock">The client's clock.</param>
/// <param name="cancelled">The client's notes of cancelled calls.</param>
/// <param name="failures">Where failures of the capture end.</param>
internal sealed class CallNotes(ParagonOptions options, EvidenceClock clock, CancelledCalls cancelled, CaptureFailures failures)
{
    private const string InProject = "/projects/";

    private readonly ExecutionLinkTemplate _links = new(options);
    private readonly RetriedCalls _retried = new();

    public ParagonHosts Hosts { get; } = new(options.Hosts);

    /// <summary>Where the health of the calls is noted, for the facts of a ticket.</summary>
    public VendorCalls? Health { get; init; }

    /// <summary>Whether a header's value may be kept.</summary>
    public required Func<string, bool> AllowsHeader { get; init; }

    public RetriedCall? NextAttemptOf(HttpRequestMessage request) => _retried.NextAttemptOf(request);

    /// <summary>Notes a response whose status says success; false for any other.</summary>
    public bool TryNoteSuccess(SentCall call, HttpResponseMessage? response)
    {
        if (response is not null && (int)response.StatusCode >= 400)
        {
            return false;
        }

        try
        {
            if (response is not null)
            {
                NoteSuccess(call, response);
            }
        }
        catch (Exception e)
        {
            failures.Note(e); // Evidence is lost, the app's call is not.
        }

        return true;
    }

    /// <summary>Notes a response whose status says failure, and gives its body where the beginning can be read ahead.</summary>
    /// <param name="call">The call.</param>
    /// <param name="response">The response.</param>
    /// <param name="readsAhead">Whether the beginning may be read ahead.</param>
    public BodyPrefix? NoteFailure(SentCall call, HttpResponseMessage response, bool readsAhead)
    {
        try
        {
            var stays = Hosts.Contains(call.Request.RequestUri);
            var excerpt = stays ? Excerpt.ForText(response.Content) : null;
            var failed = FailureOf(call, stays, (int)response.StatusCode, excerpt);
            failed.ResponseHeaders = stays ? HeaderNotes.Of(response.Headers, response.Content.Headers, AllowsHeader) : default;
            Note(call, failed, stays ? response : null, null, (int)response.StatusCode, excerpt?.Capacity ?? 0);
            return excerpt is null ? null : ResponseBody.Observe(response, failed, excerpt, readsAhead);
        }
        catch (Exception e)
        {
            failures.Note(e); // Evidence is lost, the app's call is not.
            return null;
        }
    }

    /// <summary>Notes a call that threw.</summary>
    public void NoteException(SentCall call, Exception exception)
    {
        try
        {
            var failed = FailureOf(call, Hosts.Contains(call.Request.RequestUri), null, null);
            (failed.Exception, failed.Failure) = (exception, FailureKind.Of(exception, call.Token));
            Note(call, failed, null, exception, 0, 0);
        }
        catch (Exception e)
        {
            failures.Note(e); // Evidence is lost, the app's call is not.
        }
    }

    private FailedCall FailureOf(SentCall call, bool stays, int? status, Excerpt? excerpt) =>
        new(stays ? call.Request.Method : call.Method, stays ? call.Request.RequestUri! : call.Url, status, call.TraceId)
        {
            Body = excerpt,
            RequestHeaders = HeaderNotes.Of(call.Request.Headers, call.Request.Content?.Headers, AllowsHeader),
        };

    private void Note(SentCall call, FailedCall failed, HttpResponseMessage? response, Exception? exception, int status, int bytes)
    {
        var operation = call.Operation ?? _retried.FirstAttemptOf(call.Request);
        operation.Failure = failed;
        var at = call.NoteFailure(failed, status, operation, clock, bytes);
        RememberCancelled(exception, failed);
        var url = Hosts.Contains(call.Request.RequestUri) ? call.Request.RequestUri! : call.Url;
        Health?.Failed(call.Request, url, response, exception, clock.InstantOf(at), clock.Between(call.Started, at));
    }

    private void RememberCancelled(Exception? exception, FailedCall failed)
    {
        if (exception is OperationCanceledException cancellation && failed.Failure == CancelledCalls.Cancelled)
        {
            cancelled.Note(cancellation, failed);
        }
    }

    private void NoteSuccess(SentCall call, HttpResponseMessage response)
    {
        var at = call.NoteSuccess((int)response.StatusCode, clock);
        var url = call.Request.RequestUri;
        if (!ReferenceEquals(url, call.Url) && !Hosts.Contains(url))
        {
            return; // Redirected away: nothing of what follows is Paragon's.
        }

        Health?.Healthy(url!, response, call.Started, at);
        if (url!.OriginalString.Contains(InProject, StringComparison.Ordinal))
        {
            Watch(call, url, response, at);
        }
    }

    // Only where Paragon's documentation says that a body may tell of a failure inside a success, or of an execution; and only JSON, which a 204 or a HEAD has not.
    private void Watch(SentCall call, Uri url, HttpResponseMessage response, long at)
    {
        var path = ParagonPath.Parse(url.AbsolutePath);
        if (AnswerBody.IsWorthwhile(path.Endpoint) && response.StatusCode != System.Net.HttpStatusCode.NoContent && call.Request.Method != HttpMethod.Head
            && Excerpt.ForJson(response.Content) is { } head)
        {
            var answer = FailureOf(call, stays: true, (int)response.StatusCode, head);
            answer.ResponseHeaders = HeaderNotes.Of(response.Headers, response.Content.Headers, AllowsHeader);
            var notes = new Answer(this, call.Book, at, at - call.Started, call.Operation);
            response.Content = new ObservedContent(response.Content, new AnswerBody(answer, head, path, notes));
        }
    }

    private void Lose(Exception exception) => failures.Note(exception);

    /// <summary>Notes what the body of one successful answer tells; the call itself is noted already.</summary>
    internal sealed class Answer(CallNotes owner, EvidenceBook book, long at, long duration, RetriedCall? operation)
    {
        public void Guard(Action note)
        {
            try
            {
                note();
            }
            catch (Exception e)
            {
                owner.Lose(e); // Evidence is lost, the app's reading is not.
            }
        }

        public void Executions(IReadOnlyList<ExecutionIds> executions)
        {
            foreach (var link in executions.Select(owner._links.Link).OfType<WorkflowExecutionLink>())
            {
                book.AddExecution(link);
            }
        }

        public void Broken(FailedCall answer, Exception exception)
        {
            Failure(answer, answer.Body?.Length ?? 0);
            owner.RememberCancelled(exception, answer);
        }

        public void Failure(FailedCall answer, int bytes) => book.Add(new EvidenceRecord
        {
            Kind = EvidenceKind.ApiError,
            At = at,
            Subject = answer,
            Detail = answer,
            Duration = duration,
            Bytes = bytes,
            Operation = operation?.Number ?? 0,
            Attempt = operation?.Attempt ?? 0,
        });
    }
}

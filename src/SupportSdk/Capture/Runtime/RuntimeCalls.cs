using System.Diagnostics;
using SupportSdk.Paragon;
using SupportSdk.Telemetry;

namespace SupportSdk.Capture.Runtime;

/// <summary>
/// Notes the calls to Paragon that no handler of the SDK sees, from what the runtime itself tells: where a call goes, with which method, and how it ended. It tells no body
/// and no header. Nothing here makes an activity, so the app's wire stays as it is.
/// </summary>
internal sealed class RuntimeCalls : IDisposable
{
    private readonly EvidenceStore _store;
    private readonly ParagonHosts _hosts;
    private readonly CaptureFailures _failures;
    private readonly HttpMeter _meter;
    private readonly HttpEvents _events;

    /// <summary>Begins to listen.</summary>
    /// <param name="store">The client's evidence.</param>
    /// <param name="hosts">Paragon's hosts; other calls are passed by.</param>
    /// <param name="failures">Where failures of the capture end.</param>
    public RuntimeCalls(EvidenceStore store, ParagonHosts hosts, CaptureFailures failures)
    {
        (_store, _hosts, _failures) = (store, hosts, failures);
        _meter = new HttpMeter(this);
        _events = new HttpEvents(this);
    }

    public void Dispose()
    {
        _events.Dispose();
        _meter.Dispose();
    }

    /// <summary>A call starts.</summary>
    /// <param name="start">What told of it.</param>
    /// <param name="address">Where it goes.</param>
    public void Started(object start, RuntimeAddress address)
    {
        try
        {
            if (!HttpFlow.IsOwnWork && (Follow(start, address) ?? Nested(start)) is { } flow)
            {
                flow.Enter();
            }
        }
        catch (Exception e)
        {
            _failures.Note(e); // The app's call matters and goes out; it is only not noted.
        }
    }

    /// <summary>An attempt of the call at hand was measured.</summary>
    public void Measured(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        try
        {
            (HttpFlow.Of(this) as RuntimeCall)?.Measure(tags, _store.Clock.Now);
        }
        catch (Exception e)
        {
            _failures.Note(e); // The meter would throw it into the app's call.
        }
    }

    /// <summary>The call at hand met an exception.</summary>
    public void Failed(string message)
    {
        if (HttpFlow.Of(this) is RuntimeCall call)
        {
            call.Failure = message;
        }
    }

    /// <summary>The call at hand has ended.</summary>
    /// <param name="status">The status of the response; negative without one.</param>
    public void Ended(int status)
    {
        try
        {
            var flow = HttpFlow.Of(this);
            flow?.End();
            if (flow is RuntimeCall { IsSeen: false } call && call.Address.ToUri() is { } url && _hosts.Contains(url))
            {
                Note(call, url, status);
            }
        }
        catch (Exception e)
        {
            _failures.Note(e); // Evidence is lost, the app's call is not.
        }
    }

    private RuntimeCall? Follow(object start, RuntimeAddress address)
    {
        if (!_hosts.MayContain(address.Host))
        {
            return null;
        }

        var scope = DiagnosticScope.CurrentOf(_store);
        if (scope is null && DiagnosticScope.Current is not null)
        {
            return null; // Work of another client.
        }

        if (ExecutionContext.IsFlowSuppressed())
        {
            _store.Losses.Count(LossReason.CallNotFollowed);
            return null;
        }

        return new RuntimeCall(this, start, address) { Scope = scope, Started = _store.Clock.Now };
    }

    // A call to elsewhere, made inside one to Paragon, would be taken for that one at its end.
    private HttpFlow? Nested(object start) => HttpFlow.Of(this) is null ? null : new HttpFlow(this, start);

    private void Note(RuntimeCall call, Uri url, int status)
    {
        var book = call.Scope?.Book ?? _store.Unscoped;
        book.CountCall();
        var at = call is { Answered: > 0, Failure: null } ? call.Answered : _store.Clock.Now;
        var record = new EvidenceRecord { Kind = EvidenceKind.Call, At = at, Subject = url, Detail = call.Method, Duration = at - call.Started, Status = (short)Math.Max(0, status) };
        if (status is < 0 or >= 400 || call.Failure is not null)
        {
            record.Kind = EvidenceKind.ApiError;
            record.Subject = FailureOf(call, url, status);
            record.Bytes = 2 * (call.Failure?.Length ?? 0);
        }

        book.Add(record);
    }

    private static UnseenFailure FailureOf(RuntimeCall call, Uri url, int status) => new(call.Method, url, status < 0 ? null : status, TraceId())
    {
        Exception = call.Failure,
        ErrorType = call.ErrorType,
    };

    private static string? TraceId() => Activity.Current is { IdFormat: ActivityIdFormat.W3C } activity ? activity.TraceId.ToHexString() : null;
}

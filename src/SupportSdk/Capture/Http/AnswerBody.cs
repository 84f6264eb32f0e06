using SupportSdk.Capture.Http.Bodies;
using SupportSdk.Paragon;
using SupportSdk.Paragon.Bodies;

namespace SupportSdk.Capture.Http;

/// <summary>Looks through a successful answer, as the app reads it, for failures of which only the body tells, and for executions. What tells of neither is forgotten at its end.</summary>
/// <param name="answer">The call as it would be noted if its body told of a failure.</param>
/// <param name="head">The beginning of the body.</param>
/// <param name="path">What the address says.</param>
/// <param name="notes">Where what was found is noted.</param>
internal sealed class AnswerBody(FailedCall answer, Excerpt head, ParagonPath path, CallNotes.Answer notes) : IBodyWatcher
{
    private const int TailBytes = 4 * 1024;

    private byte[]? _tail;
    private int _tailLength;
    private int _isOver;

    /// <summary>Whether Paragon's documented answers at this address may tell of failures or executions.</summary>
    public static bool IsWorthwhile(ParagonEndpoint endpoint) =>
        endpoint is ParagonEndpoint.ActionKit or ParagonEndpoint.Proxy or ParagonEndpoint.WorkflowTrigger or ParagonEndpoint.TaskHistory or ParagonEndpoint.AgentOs;

    public void Saw(ReadOnlySpan<byte> bytes)
    {
        var rest = head.Append(bytes);
        if (!rest.IsEmpty)
        {
            Keep(rest);
        }
    }

    public void End(bool isWhole)
    {
        if (Interlocked.Exchange(ref _isOver, 1) == 0)
        {
            answer.End(isWhole);
            notes.Guard(Examine);
        }
    }

    public void Fail(Exception exception, CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _isOver, 1) == 0)
        {
            (answer.Exception, answer.Failure) = (exception, FailureKind.Of(exception, cancellationToken));
            notes.Guard(() => notes.Broken(answer, exception));
        }
    }

    private void Examine()
    {
        var text = head.Utf8().Span;
        if (text.IndexOf("xecution"u8) >= 0 || path.Endpoint == ParagonEndpoint.TaskHistory)
        {
            notes.Executions(ExecutionIdReader.FindIn(text, path));
        }

        var tail = _tail.AsSpan(0, _tailLength);
        var late = tail.IndexOf("\"errors\""u8) >= 0 ? ParagonErrors.InTail(tail) : [];
        if (late.Count > 0)
        {
            answer.LateErrors = late;
            answer.Release(); // A list of tools says nothing of what failed.
            notes.Failure(answer, 0);
        }
        else if (MayFail(text) && ParagonBodyReader.Read(text).FailsInsideSuccess)
        {
            notes.Failure(answer, head.Length);
        }
    }

    // Nearly no answer holds one of these words, and to look for them costs a fraction of reading JSON.
    private static bool MayFail(ReadOnlySpan<byte> text) => text.IndexOf("\"errors\""u8) >= 0 || text.IndexOf("isIntegrationError"u8) >= 0;

    private void Keep(ReadOnlySpan<byte> rest)
    {
        _tail ??= new byte[2 * TailBytes];
        rest = rest[^Math.Min(rest.Length, TailBytes)..];
        if (_tailLength + rest.Length > _tail.Length)
        {
            _tail.AsSpan(_tailLength - TailBytes, TailBytes).CopyTo(_tail);
            _tailLength = TailBytes;
        }

        rest.CopyTo(_tail.AsSpan(_tailLength));
        _tailLength += rest.Length;
    }
}

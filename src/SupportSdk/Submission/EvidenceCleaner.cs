using SupportSdk.Capture;
using SupportSdk.Redaction;

namespace SupportSdk.Submission;

/// <summary>
/// Makes evidence fit to be sent, wherever it comes from: redacted, well formed, one line where one line is meant.
/// What was captured is redacted already, which costs nothing to repeat; a snapshot may also be the app's own making.
/// </summary>
internal sealed class EvidenceCleaner(EvidenceDoor door, Redactor redactor)
{
    private const int MaxUserId = 500;
    private const int MaxLine = 200;
    private const int MaxText = 16 * 1024;
    private const int MaxDepth = 16;
    private const int MaxExceptions = 64;

    public IEnumerable<string> UserIds(IEnumerable<string> userIds) => userIds
        .Where(id => !string.IsNullOrWhiteSpace(id))
        .Select(id => PlainText.Cut(PlainText.CleanLine(door.CleanUserId(id)).Trim(), MaxUserId))
        .Where(id => id.Length > 0);

    public IEnumerable<string> Lines(IEnumerable<string> lines, string place) => lines.Select(line => Line(line, place));

    /// <summary>The reasons for what was not kept are the SDK's own words, and those of whoever made the snapshot.</summary>
    public IReadOnlyDictionary<string, long> Dropped(IReadOnlyDictionary<string, long> dropped) => dropped
        .GroupBy(d => Line(d.Key, "dropped"), StringComparer.Ordinal).ToDictionary(same => same.Key, same => same.Sum(d => d.Value), StringComparer.Ordinal);

    /// <summary>The report of what was masked before; the notes of a snapshot are the app's to make, too.</summary>
    public IEnumerable<RedactionNote> Notes(IEnumerable<RedactionNote> notes) => notes.Select(n => n with { Rule = Line(n.Rule, "note"), Place = Line(n.Place, "note") });

    /// <summary>Well formed, and with one kind of line end: the same text has the same bytes wherever it comes from.</summary>
    public static string Lines(string text) => PlainText.Clean(text).ReplaceLineEndings("\n");

    public IEnumerable<ApiError> ApiErrors(IEnumerable<ApiError> errors) => errors.Select(e => door.Clean(e)).Select(e => e with
    {
        Method = PlainText.CleanLine(e.Method),
        Url = PlainText.CleanLine(e.Url),
        Code = LineIfAny(e.Code),
        Message = TextIfAny(e.Message),
        RequestId = LineIfAny(e.RequestId),
        TraceId = LineIfAny(e.TraceId),
        BodyExcerpt = TextIfAny(e.BodyExcerpt),
        RequestHeaders = TextIfAny(e.RequestHeaders),
        ResponseHeaders = TextIfAny(e.ResponseHeaders),
    });

    public IEnumerable<ConsoleError> ConsoleErrors(IEnumerable<ConsoleError> errors) => errors.Select(e => door.Clean(e)).Select(e => e with
    {
        Level = PlainText.CleanLine(e.Level),
        Message = Lines(e.Message),
        Source = LineIfAny(e.Source),
        Stack = TextIfAny(e.Stack),
    });

    public IEnumerable<ExceptionDetails> Exceptions(IEnumerable<ExceptionDetails> exceptions) => exceptions.Select(e =>
    {
        var left = MaxExceptions;
        return Exception(e, 1, ref left);
    });

    public IEnumerable<CapturedCall> Calls(IEnumerable<CapturedCall> calls) => calls.Select(c => c with
    {
        Method = PlainText.CleanLine(c.Method),
        Url = PlainText.CleanLine(door.Url(c.Url, null, "call.url")),
        Failure = LineIfAny(c.Failure),
    });

    public IEnumerable<CapturedLog> Logs(IEnumerable<CapturedLog> logs) => logs.Select(l => l with
    {
        Category = Line(l.Category, "log"),
        Message = Text(l.Message, "log"),
        EventName = l.EventName is null ? null : Line(l.EventName, "log"),
        Values = Named(l.Values),
        LogScopes = [.. (l.LogScopes ?? []).Select(s => Text(s, "log"))],
        Exception = l.Exception is null ? null : Exceptions([l.Exception]).Single(),
    });

    private ExceptionDetails Exception(ExceptionDetails exception, int depth, ref int left)
    {
        var inner = new List<ExceptionDetails>();
        foreach (var next in exception.Inner ?? [])
        {
            if (next is not null && depth < MaxDepth && --left > 0)
            {
                inner.Add(Exception(next, depth + 1, ref left));
            }
        }

        return exception with
        {
            Type = Line(exception.Type, "exception"),
            Message = Text(exception.Message, "exception"),
            Data = Named(exception.Data),
            StackTrace = exception.StackTrace is null ? null : Text(exception.StackTrace, "exception"),
            Inner = inner,
        };
    }

    private Dictionary<string, string> Named(IReadOnlyDictionary<string, string>? values) => (values ?? new Dictionary<string, string>())
        .GroupBy(v => Line(v.Key, "value")).ToDictionary(same => same.Key, same => Lines(door.NamedText(same.First().Key, same.First().Value, MaxText, null, "value")));

    private string Line(string? text, string place) => PlainText.Cut(redactor.Text(PlainText.CleanLine(text ?? ""), place: place), MaxLine);

    // Cut before it is masked, so that a huge text costs no more than its cap; and again after, since a mask may be longer than what it hides.
    private string Text(string? text, string place) =>
        PlainText.Cut(redactor.Text(Lines(EvidenceText.Cut(text ?? "", MaxText)), place: place), MaxText);

    private static string? LineIfAny(string? text) => text is null ? null : PlainText.CleanLine(text);

    private static string? TextIfAny(string? text) => text is null ? null : Lines(text);
}

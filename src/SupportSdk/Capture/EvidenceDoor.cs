using System.Buffers;
using SupportSdk.Paragon;
using SupportSdk.Redaction;
using SupportSdk.Telemetry;

namespace SupportSdk.Capture;

/// <summary>The capture door of one client: what enters a scope is redacted here, bounded, and made encodable. It never throws.</summary>
internal sealed class EvidenceDoor(Redactor redactor, CancelledCalls cancelled, ExecutionLinkTemplate links, LossLedger losses, CaptureFailures failures, TimeProvider clock) : IEvidenceDoor
{
    public const int MaxBody = 16 * 1024;

    private static readonly SearchValues<char> IdCharacters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.:");

    private const int MaxName = 128;
    private const int MaxMessage = 8 * 1024;
    private const int MaxUrl = 4 * 1024;
    private const int MaxHeaders = 8 * 1024;
    private const int MaxScopeName = 200;

    public string? UserIdOf(string userToken)
    {
        var userId = UserTokens.UserIdOf(userToken);
        if (userId is null)
        {
            losses.Count(LossReason.NotAToken);
        }

        return userId is null ? null : CleanUserId(userId);
    }

    // A user ID may be an address or any other string, so it is not masked; but a whole token, given by mistake, is never kept as one.
    public string CleanUserId(string userId) => Guarded(userId, id =>
    {
        var text = Bounded((UserTokens.UserIdOf(id) ?? id).Trim(), UserTokens.MaxUserIdLength);
        return text.StartsWith("eyJ", StringComparison.Ordinal) ? redactor.Text(text, place: "userId") : text;
    }, _ => "(unreadable)");

    public TicketDiagnostics Read(EvidenceCopy copy) => new EvidenceReading(this, cancelled, links, failures).Read(copy);

    /// <summary>The name of a scope, as a ticket prints it.</summary>
    public string Name(string name, RedactionTally? tally = null) => Guarded(name, n => PlainText.Cut(redactor.Text(PlainText.CleanLine(Bounded(n, MaxMessage, tally)), tally, "scope"), MaxScopeName), _ => "(unreadable)");

    /// <summary>An address, masked.</summary>
    public string Url(string url, RedactionTally? tally, string place) => Guarded(url, u => redactor.Url(Bounded(u, MaxUrl, tally), tally, place), _ => "(unreadable)");

    /// <summary>A text of the app's, masked and cut.</summary>
    public string Text(string? text, int max, RedactionTally? tally, string place) => Guarded(text, t => Take(t, max, tally, place), _ => "(unreadable)");

    /// <summary>A text of the app's that has a name, such as a value of a log message.</summary>
    public string NamedText(string name, string? text, int max, RedactionTally? tally, string place) =>
        Guarded(text, t => EvidenceText.Cut(redactor.NamedText(name, Bounded(t ?? "", max, tally), tally, place), max), _ => "(unreadable)");

    public ApiError Clean(ApiError error, RedactionTally? tally = null) => Guarded(error, e => e with
    {
        Method = Take(e.Method, MaxName, tally, "apiError.method"),
        Url = redactor.Url(Bounded(e.Url ?? "", MaxUrl, tally), tally, "apiError.url"),
        Code = TakeIfAny(e.Code, MaxName, tally, "apiError.code"),
        Message = TakeIfAny(e.Message, MaxMessage, tally, "apiError.message"),
        RequestId = Id(e.RequestId, tally, "apiError.requestId"),
        TraceId = Id(e.TraceId, tally, "apiError.traceId"),
        BodyExcerpt = TakeIfAny(e.BodyExcerpt, MaxBody, tally, "apiError.body"),
        RequestHeaders = Headers(e.RequestHeaders, tally),
        ResponseHeaders = Headers(e.ResponseHeaders, tally),
    }, e => new ApiError { Method = "", Url = "", OccurredAt = e.OccurredAt, StatusCode = e.StatusCode, Duration = e.Duration, IsIntegrationError = e.IsIntegrationError });

    public ConsoleError Clean(ConsoleError error, RedactionTally? tally = null) => Guarded(error, e => e with
    {
        Level = Take(e.Level, MaxName, tally, "consoleError.level"),
        Message = Take(e.Message, MaxMessage, tally, "consoleError.message"),
        Source = e.Source is null ? null : redactor.Url(Bounded(e.Source, MaxUrl, tally), tally, "consoleError.source"),
        Stack = TakeIfAny(e.Stack, ExceptionWalk.MaxStackTrace, tally, "consoleError.stack"),
        Count = Math.Max(1, e.Count),
    }, e => new ConsoleError { Level = "", Message = "", OccurredAt = e.OccurredAt });

    public ExceptionDetails Describe(Exception exception, DateTimeOffset? at = null, RedactionTally? tally = null) => Guarded(exception, e =>
    {
        cancelled.Resolve(e);
        var walk = new ExceptionWalk(at ?? clock.GetUtcNow(), (name, text, max) => name is null ? Take(text, max, tally, "exception") : NamedText(name, text, max, tally, "exception.data"));
        var details = walk.Describe(e);
        if (walk.LeftOut > 0)
        {
            losses.Count(LossReason.TooLarge, walk.LeftOut);
            if (tally is not null)
            {
                tally.Cut += walk.LeftOut;
            }
        }

        return details;
    }, e => new ExceptionDetails { Type = e.GetType().ToString(), Message = "", OccurredAt = at ?? clock.GetUtcNow() });

    private T Guarded<TIn, T>(TIn input, Func<TIn, T> clean, Func<TIn, T> bare)
    {
        try
        {
            return clean(input);
        }
        catch (Exception e)
        {
            // The app only notes evidence here and must not be harmed, whatever a rule of redaction or a record's text does; what was not cleaned is not kept.
            failures.Note(e);
            return bare(input);
        }
    }

    // Line by line through the allow-list; a line that is no header is a text.
    private string? Headers(string? text, RedactionTally? tally) => text is null ? null : string.Join('\n', Bounded(text, MaxHeaders).Split('\n').Select(line =>
    {
        var colon = line.IndexOf(':', StringComparison.Ordinal);
        return colon <= 0
            ? redactor.Text(PlainText.CleanLine(line), tally, "header")
            : $"{redactor.Text(PlainText.CleanLine(line[..colon]), tally, "header")}: {redactor.Header(line[..colon], PlainText.CleanLine(line[(colon + 1)..]).Trim(), tally)}";
    }));

    private string? TakeIfAny(string? text, int max, RedactionTally? tally, string place) => text is null ? null : Take(text, max, tally, place);

    // Cut before it is masked, so that a huge text costs no more than its cap; and again after, since a mask may be longer than what it hides.
    private string Take(string? text, int max, RedactionTally? tally, string place) => EvidenceText.Cut(redactor.Text(Bounded(text ?? "", max, tally), tally, place), max);

    // Ids of requests and traces are never masked: support needs them. What does not look like one is a text.
    private string? Id(string? text, RedactionTally? tally, string place) =>
        text is null || (text.Length <= MaxName && text.AsSpan().IndexOfAnyExcept(IdCharacters) < 0) ? text : Take(text, MaxName, tally, place);

    private string Bounded(string text, int max, RedactionTally? tally = null)
    {
        if (text.Length > max)
        {
            losses.Count(LossReason.TooLarge);
            if (tally is not null)
            {
                tally.Cut++;
            }
        }

        return EvidenceText.Encodable(EvidenceText.Cut(text, max));
    }
}

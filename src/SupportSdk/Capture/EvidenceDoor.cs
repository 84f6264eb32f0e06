using System.Buffers;
using SupportSdk.Paragon;
using SupportSdk.Redaction;
using SupportSdk.Telemetry;

namespace SupportSdk.Capture;

/// <summary>The capture door of one client: what enters a scope is redacted here, bounded, and made encodable. It never throws.</summary>
internal sealed class EvidenceDoor(Redactor redactor, CancelledCalls cancelled, LossLedger losses, CaptureFailures failures, TimeProvider clock) : IEvidenceDoor
{
    public const int MaxBody = 16 * 1024;

    private static readonly SearchValues<char> IdCharacters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.:");

    private const int MaxName = 128;
    private const int MaxMessage = 8 * 1024;
    private const int MaxUrl = 4 * 1024;

    public DateTimeOffset Now => clock.GetUtcNow();

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

    public ApiError Clean(ApiError error) => Guarded(error, e => e with
    {
        Method = Take(e.Method, MaxName, "apiError.method"),
        Url = redactor.Url(Bounded(e.Url ?? "", MaxUrl), place: "apiError.url"),
        Code = TakeIfAny(e.Code, MaxName, "apiError.code"),
        Message = TakeIfAny(e.Message, MaxMessage, "apiError.message"),
        RequestId = Id(e.RequestId, "apiError.requestId"),
        TraceId = Id(e.TraceId, "apiError.traceId"),
        BodyExcerpt = TakeIfAny(e.BodyExcerpt, MaxBody, "apiError.body"),
    }, e => new ApiError { Method = "", Url = "", OccurredAt = e.OccurredAt, StatusCode = e.StatusCode, Duration = e.Duration, IsIntegrationError = e.IsIntegrationError });

    public ConsoleError Clean(ConsoleError error) => Guarded(error, e => e with
    {
        Level = Take(e.Level, MaxName, "consoleError.level"),
        Message = Take(e.Message, MaxMessage, "consoleError.message"),
        Source = e.Source is null ? null : redactor.Url(Bounded(e.Source, MaxUrl), place: "consoleError.source"),
        Stack = TakeIfAny(e.Stack, ExceptionWalk.MaxStackTrace, "consoleError.stack"),
        Count = Math.Max(1, e.Count),
    }, e => new ConsoleError { Level = "", Message = "", OccurredAt = e.OccurredAt });

    public ExceptionDetails Describe(Exception exception) => Guarded(exception, e =>
    {
        cancelled.Resolve(e);
        var walk = new ExceptionWalk(Now, (text, max) => Take(text, max, "exception"));
        var details = walk.Describe(e);
        if (walk.LeftOut > 0)
        {
            losses.Count(LossReason.TooLarge, walk.LeftOut);
        }

        return details;
    }, e => new ExceptionDetails { Type = e.GetType().ToString(), Message = "", OccurredAt = Now });

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

    private string? TakeIfAny(string? text, int max, string place) => text is null ? null : Take(text, max, place);

    // Cut before it is masked, so that a huge text costs no more than its cap; and again after, since a mask may be longer than what it hides.
    private string Take(string? text, int max, string place) => EvidenceText.Cut(redactor.Text(Bounded(text ?? "", max), place: place), max);

    // Ids of requests and traces are never masked: support needs them. What does not look like one is a text.
    private string? Id(string? text, string place) =>
        text is null || (text.Length <= MaxName && text.AsSpan().IndexOfAnyExcept(IdCharacters) < 0) ? text : Take(text, MaxName, place);

    private string Bounded(string text, int max)
    {
        if (text.Length > max)
        {
            losses.Count(LossReason.TooLarge);
        }

        return EvidenceText.Encodable(EvidenceText.Cut(text, max));
    }
}

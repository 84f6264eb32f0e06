using System.Globalization;

namespace SupportSdk.Rendering;

/// <summary>The wording that the text and the HTML share: one fact, one line.</summary>
internal static class TicketLines
{
    public static string Instant(DateTimeOffset at)
    {
        var utc = at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) + " UTC";
        return at.Offset == TimeSpan.Zero ? utc : $"{at.ToString("yyyy-MM-dd HH:mm:ss zzz", CultureInfo.InvariantCulture)} ({utc})";
    }

    public static string Response(ResponseEstimate response)
    {
        var hours = response.Target.TotalHours.ToString(CultureInfo.InvariantCulture);
        return response.Basis == ResponseBasis.ElapsedHours
            ? $"{Pacific(response.RespondBy)} ({hours} hours on the clock; {Pacific(response.BusinessHoursRespondBy)} if the agreement counts business hours)"
            : $"{Pacific(response.RespondBy)} ({hours} business hours)";
    }

    public static string Fact(EnvironmentFact fact) => $"{fact.Name}: {fact.Value ?? $"({fact.Problem})"}";

    public static string State(DiagnosticItem item) => item.State switch
    {
        DiagnosticItemState.NoneSeen => "none seen",
        DiagnosticItemState.NotCollected => $"not collected: {item.Explanation}",
        DiagnosticItemState.DoesNotApply => $"does not apply: {item.Explanation}",
        _ => "given",
    };

    /// <summary>The values of an item that was given.</summary>
    public static IReadOnlyList<string> Values(DiagnosticItem item, ResolvedTicket ticket) => Kept(item, ticket) is { Count: > 0 } kept ? kept : ["given, and cut so that this message fits"];

    public static string Attachment(TicketAttachment file) => $"{file.FileName} ({file.ContentType}, {file.Content.Length.ToString("N0", CultureInfo.InvariantCulture)} bytes)";

    public static string Dropped(KeyValuePair<string, long> dropped) => $"{dropped.Key}: {dropped.Value.ToString(CultureInfo.InvariantCulture)}";

    private static IReadOnlyList<string> Kept(DiagnosticItem item, ResolvedTicket ticket) => item.Number switch
    {
        1 => ticket.OccurredAt is { } at ? [Instant(at)] : [],
        2 => ticket.Executions.Select(e => e.Url.AbsoluteUri).ToArray(),
        3 => ticket.ConsoleErrors.Select(Console).ToArray(),
        4 => ticket.ApiErrors.Select(Api).ToArray(),
        5 => ticket.UserIds,
        _ => [],
    };

    public static string Incident(StatusIncident incident) =>
        $"{incident.Name} ({incident.Status}{(incident.Components.Count == 0 ? "" : ", " + string.Join(", ", incident.Components))}){(incident.Url is null ? "" : " " + incident.Url)}";

    public static string Execution(WorkflowExecution execution)
    {
        var facts = new List<string> { execution.Status };
        Add(facts, "started", execution.StartedAt is { } at ? Instant(at) : null);
        Add(facts, "ran", execution.Duration is { } ran ? $"{ran.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture)} s" : null);
        Add(facts, "failed at step", execution.FailingStep is { } step ? $"{step.StepId} ({step.Type})" : null);
        return $"{execution.Link.Url.AbsoluteUri} -> {string.Join(", ", facts)}{(execution.Error is null ? "" : $":\n{execution.Error}")}";
    }

    public static string Redaction(RedactionNote note) => $"{note.Rule} x{note.Count.ToString(CultureInfo.InvariantCulture)} in {note.Place} ({note.Length.ToString(CultureInfo.InvariantCulture)} characters)";

    /// <summary>What was sent and answered, beyond the line of the error; null where none of it is known.</summary>
    public static string? Response(ApiError error)
    {
        var parts = new[] { Named("request headers", error.RequestHeaders), Named("response headers", error.ResponseHeaders), error.BodyExcerpt }.OfType<string>().ToArray();
        return parts.Length == 0 ? null : $"{error.Method} {error.Url}:\n{string.Join("\n\n", parts)}";
    }

    private static string? Named(string name, string? text) => text is null ? null : $"({name})\n{text}";

    private static string Api(ApiError error)
    {
        var facts = new List<string> { error.StatusCode is { } status ? status.ToString(CultureInfo.InvariantCulture) : "no response" };
        Add(facts, "code", error.Code);
        Add(facts, "request id", error.RequestId);
        Add(facts, "trace id", error.TraceId);
        Add(facts, "attempt", error.Attempt?.ToString(CultureInfo.InvariantCulture));
        if (error.IsIntegrationError)
        {
            facts.Add("a third party's error behind Paragon");
        }

        var message = error.Message is null ? "" : $": {error.Message}";
        return $"{error.Method} {error.Url} -> {string.Join(", ", facts)}{message} [{Instant(error.OccurredAt)}]";
    }

    private static string Console(ConsoleError error)
    {
        var place = error.Source is null ? "" : $" ({error.Source}:{error.Line?.ToString(CultureInfo.InvariantCulture) ?? "?"}:{error.Column?.ToString(CultureInfo.InvariantCulture) ?? "?"})";
        var count = error.Count > 1 ? $" x{error.Count.ToString(CultureInfo.InvariantCulture)}" : "";
        return $"{error.Level}{count}: {error.Message}{place} [{Instant(error.OccurredAt)}]";
    }

    private static void Add(List<string> facts, string name, string? value)
    {
        if (value is not null)
        {
            facts.Add($"{name} {value}");
        }
    }

    private static string Pacific(DateTimeOffset at) => at.ToString("ddd yyyy-MM-dd HH:mm zzz", CultureInfo.InvariantCulture) + " Pacific";
}

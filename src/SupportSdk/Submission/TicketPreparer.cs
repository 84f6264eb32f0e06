using System.Globalization;
using SupportSdk.Capture;
using SupportSdk.Completeness;
using SupportSdk.Facts;
using SupportSdk.Redaction;

namespace SupportSdk.Submission;

/// <summary>Turns what the app wrote and what was captured into one redacted ticket.</summary>
internal sealed class TicketPreparer(SubmissionSettings settings, EvidenceDoor door, Redactor redactor, FactCollector facts)
{
    private const int MaxDescription = 20_000;
    private const int MaxLine = 500;

    private readonly EvidenceCleaner _cleaner = new(door, redactor);

    /// <exception cref="TicketRejectedException">The ticket cannot be sent.</exception>
    /// <exception cref="IncompleteTicketException">The ticket lacks required diagnostics, and such tickets are refused.</exception>
    public ResolvedTicket Prepare(SupportTicket ticket, TicketDiagnostics? captured, DateTimeOffset now, bool fromCrash = false)
    {
        var problems = TicketRules.Problems(ticket, captured, now, settings.MaxAttachmentBytes);
        if (problems.Count > 0)
        {
            throw new TicketRejectedException(problems);
        }

        var resolved = Resolve(ticket, captured, now, new RedactionTally()) with { FromCrash = fromCrash };
        var missing = CompletenessCheck.Missing(resolved);
        return settings.RequireCompleteTickets && missing.Count > 0 && !fromCrash ? throw new IncompleteTicketException(missing) : resolved;
    }

    private ResolvedTicket Resolve(SupportTicket ticket, TicketDiagnostics? captured, DateTimeOffset now, RedactionTally tally)
    {
        var resolved = new ResolvedTicket
        {
            Id = TicketId.Create(),
            SubmittedAt = now,
            Summary = PlainText.Cut(Line(ticket.Summary, tally, nameof(ticket.Summary)), ExceptionSummary.MaxLength),
            Description = Description(ticket.Description, tally),
            Impact = ticket.Impact,
            Environment = ticket.Environment ?? settings.Environment,
            WorkaroundAvailable = ticket.WorkaroundAvailable,
            RequestedPriority = ticket.RequestedPriority,
            AffectsEndUser = ticket.AffectsEndUser ?? DiagnosticManifest.AffectsEndUser(ticket.Impact),
            UserIds = Users(ticket, captured),
            Executions = [.. ticket.Executions.Union(captured?.Executions ?? [])],
            ApiErrors = [.. _cleaner.ApiErrors(ticket.ApiErrors.Concat(captured?.ApiErrors ?? [])).Distinct()],
            ConsoleErrors = [.. _cleaner.ConsoleErrors(ticket.ConsoleErrors.Concat(captured?.ConsoleErrors ?? [])).Distinct()],
            Exceptions = Exceptions(ticket.Exception, captured),
            Attachments = [.. ticket.Attachments.Select(a => a with { FileName = Line(a.FileName, tally, nameof(ticket.Attachments)), ContentType = TicketRules.MediaTypeOf(a)! })],
            Calls = [.. _cleaner.Calls(captured?.Calls ?? [])],
            Logs = [.. _cleaner.Logs(captured?.Logs ?? [])],
            Scopes = [.. _cleaner.Lines(captured?.Scopes ?? [], "scope")],
            CallsSeen = captured?.CallsSeen ?? 0,
            Collectors = settings.Collectors | (captured is { CallsSeen: > 0 } ? DiagnosticCollectors.Http : DiagnosticCollectors.None),
            Dropped = _cleaner.Dropped(captured?.Dropped ?? new Dictionary<string, long>()),
            Contact = Contact(ticket.Contact ?? settings.Contact, tally),
            Level = settings.Level,
            ProjectId = settings.ProjectId,
            DuplicateKey = Typed(ticket.DuplicateKey, MaxLine, tally, nameof(ticket.DuplicateKey)),
            SubmitDespiteIncidents = ticket.SubmitDespiteIncidents,
        };
        return MentionedExecutions.Add(resolved) with
        {
            OccurredAt = OccurredAt(ticket, resolved, captured),
            Redactions = [.. _cleaner.Notes(captured?.Redactions ?? []), .. tally.Notes],
            Facts = facts.Now(resolved.ApiErrors),
        };
    }

    // The time of a caught exception is that of the catch, which was before now: an earlier failure that was captured is nearer to the truth.
    private static DateTimeOffset? OccurredAt(SupportTicket ticket, ResolvedTicket resolved, TicketDiagnostics? captured)
    {
        var failures = resolved.ApiErrors.Select(e => e.OccurredAt)
            .Concat(resolved.ConsoleErrors.Select(e => e.OccurredAt))
            .Concat((captured?.Exceptions ?? []).Select(e => e.OccurredAt));
        DateTimeOffset? earliest = failures.Where(at => TicketRules.IsPossible(at, resolved.SubmittedAt)).Order().Cast<DateTimeOffset?>().FirstOrDefault();
        if (ticket.OccurredAt is not { } given)
        {
            return earliest;
        }

        return given == ticket.CaughtAt ? Earlier(Earlier(given, resolved.SubmittedAt), earliest) : given;
    }

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset? other) => other < one ? other.Value : one;

    private string[] Users(SupportTicket ticket, TicketDiagnostics? captured) =>
        [.. _cleaner.UserIds(new[] { ticket.UserId }.OfType<string>().Concat(captured?.UserIds ?? [])).Distinct()];

    private ExceptionDetails[] Exceptions(Exception? exception, TicketDiagnostics? captured)
    {
        var known = _cleaner.Exceptions(captured?.Exceptions ?? []).ToArray();
        if (exception is null)
        {
            return known;
        }

        var described = _cleaner.Exceptions([door.Describe(exception)]).Single();
        return known.Any(k => k.Type == described.Type && k.Message == described.Message) ? known : [described, .. known];
    }

    private string? Description(string? text, RedactionTally tally)
    {
        var whole = Typed(text, int.MaxValue, tally, nameof(SupportTicket.Description));
        return whole is { Length: > MaxDescription }
            ? PlainText.Cut(whole, MaxDescription) + string.Create(CultureInfo.InvariantCulture, $"\n(cut: {whole.Length:N0} characters were given, {MaxDescription:N0} are sent)")
            : whole;
    }

    private string? Typed(string? text, int length, RedactionTally tally, string place) =>
        string.IsNullOrWhiteSpace(text) ? null : PlainText.Cut(redactor.Text(EvidenceCleaner.Lines(text), tally, place), length);

    private string Line(string? text, RedactionTally tally, string place) =>
        PlainText.Cut(redactor.Text(PlainText.CleanLine(text ?? "").Trim(), tally, place), MaxLine);

    private TicketContact? Contact(TicketContact? contact, RedactionTally tally) =>
        contact is null ? null : contact with { Name = Line(contact.Name, tally, nameof(SupportTicket.Contact)) };
}

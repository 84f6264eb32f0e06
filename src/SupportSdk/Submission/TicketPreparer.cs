using SupportSdk.Completeness;
using SupportSdk.Redaction;

namespace SupportSdk.Submission;

/// <summary>Turns what the app wrote and what was captured into one redacted ticket. What was captured is clean already; what was typed is cleaned here.</summary>
internal sealed class TicketPreparer(SubmissionSettings settings, IEvidenceDoor door, Redactor redactor)
{
    private const int MaxDescription = 20_000;
    private const int MaxUserId = 500;

    /// <exception cref="TicketRejectedException">The ticket cannot be sent.</exception>
    /// <exception cref="IncompleteTicketException">The ticket lacks required diagnostics, and such tickets are refused.</exception>
    public ResolvedTicket Prepare(SupportTicket ticket, TicketDiagnostics? captured, DateTimeOffset now, bool fromCrash = false)
    {
        var problems = TicketRules.Problems(ticket, now, settings.MaxAttachmentBytes);
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
            Summary = PlainText.Cut(redactor.Text(PlainText.CleanLine(ticket.Summary).Trim(), tally, nameof(ticket.Summary)), ExceptionSummary.MaxLength),
            Description = Typed(ticket.Description, MaxDescription, tally, nameof(ticket.Description)),
            Impact = ticket.Impact,
            Environment = ticket.Environment ?? settings.Environment,
            WorkaroundAvailable = ticket.WorkaroundAvailable,
            RequestedPriority = ticket.RequestedPriority,
            AffectsEndUser = ticket.AffectsEndUser ?? DiagnosticManifest.AffectsEndUser(ticket.Impact),
            UserIds = Users(ticket, captured),
            Executions = [.. ticket.Executions.Union(captured?.Executions ?? [])],
            ApiErrors = [.. ticket.ApiErrors.Select(door.Clean).Union(captured?.ApiErrors ?? [])],
            ConsoleErrors = [.. ticket.ConsoleErrors.Select(door.Clean).Union(captured?.ConsoleErrors ?? [])],
            Exceptions = Exceptions(ticket.Exception, captured),
            Attachments = [.. ticket.Attachments.Select(a => a with { FileName = PlainText.CleanLine(a.FileName) })],
            Scopes = captured?.Scopes ?? [],
            CallsSeen = captured?.CallsSeen ?? 0,
            Collectors = settings.Collectors | (captured is { CallsSeen: > 0 } ? DiagnosticCollectors.Http : DiagnosticCollectors.None),
            Dropped = captured?.Dropped ?? new Dictionary<string, long>(),
            Contact = Contact(ticket.Contact ?? settings.Contact),
            Level = settings.Level,
            ProjectId = settings.ProjectId,
            DuplicateKey = Typed(ticket.DuplicateKey, MaxUserId, tally, nameof(ticket.DuplicateKey)),
            SubmitDespiteIncidents = ticket.SubmitDespiteIncidents,
        };
        return resolved with { OccurredAt = OccurredAt(ticket, resolved), Redactions = tally.Notes };
    }

    // The time of a caught exception is that of the catch: an earlier failure that was captured is nearer to the truth.
    private static DateTimeOffset? OccurredAt(SupportTicket ticket, ResolvedTicket resolved)
    {
        var failures = resolved.ApiErrors.Select(e => e.OccurredAt).Concat(resolved.ConsoleErrors.Select(e => e.OccurredAt));
        if (ticket.Exception is null)
        {
            failures = failures.Concat(resolved.Exceptions.Select(e => e.OccurredAt));
        }

        DateTimeOffset? earliest = failures.Order().Cast<DateTimeOffset?>().FirstOrDefault();
        if (ticket.OccurredAt is { } given)
        {
            return given == ticket.CaughtAt && earliest < given ? earliest : given;
        }

        return earliest;
    }

    private string[] Users(SupportTicket ticket, TicketDiagnostics? captured)
    {
        var typed = string.IsNullOrWhiteSpace(ticket.UserId) ? [] : new[] { PlainText.Cut(door.CleanUserId(ticket.UserId), MaxUserId) };
        return [.. typed.Union(captured?.UserIds ?? [])];
    }

    private ExceptionDetails[] Exceptions(Exception? exception, TicketDiagnostics? captured)
    {
        var known = captured?.Exceptions ?? [];
        if (exception is null)
        {
            return [.. known];
        }

        var described = door.Describe(exception);
        return known.Any(k => k.Type == described.Type && k.Message == described.Message) ? [.. known] : [described, .. known];
    }

    private string? Typed(string? text, int length, RedactionTally tally, string place) =>
        string.IsNullOrWhiteSpace(text) ? null : PlainText.Cut(redactor.Text(PlainText.Clean(text), tally, place), length);

    private static TicketContact? Contact(TicketContact? contact) =>
        contact is null ? null : contact with { Name = PlainText.Cut(PlainText.CleanLine(contact.Name ?? ""), MaxUserId) };
}

using System.Globalization;
using Microsoft.Extensions.Logging;
using SupportSdk.Completeness;
using SupportSdk.Facts;
using SupportSdk.Rendering;
using SupportSdk.Status;
using SupportSdk.Telemetry;

namespace SupportSdk.Submission;

/// <summary>Decides about an accepted ticket (status, priority, response) and makes its exact bytes. Never fails for want of a status.</summary>
internal sealed class TicketFinisher(
    SubmissionSettings settings, IStatusFeed feed, StatusCleaner cleaner, ExecutionLookup lookup, FactCollector facts, LossLedger losses, TimeProvider time, ILogger<TicketFinisher> logger)
{
    public async Task<FrozenTicket> FinishAsync(ResolvedTicket ticket, CancellationToken cancellationToken)
    {
        // At the same time as the status, each within its own budget.
        var asked = lookup.FindAsync(ticket, cancellationToken);
        var collecting = facts.CollectAsync(ticket.Facts, ticket.ApiErrors, cancellationToken);
        var status = await StatusAsync(cancellationToken).ConfigureAwait(false);
        var history = await asked.ConfigureAwait(false);
        ticket = ExecutionLookup.Add(ticket, history) with { Facts = await collecting.ConfigureAwait(false) };
        var classification = Classify(ticket);
        var match = ticket.SubmitDespiteIncidents || status.Incidents.Count == 0 ? null
            : IncidentMatcher.Match(status, TextsOf(ticket)) is [var first, ..] ? first : null;
        var decisions = new TicketDecisions
        {
            Classification = classification,
            Response = settings.Policy.EstimateResponse(ticket.Level, classification.Priority, ticket.SubmittedAt),
            Items = CompletenessCheck.Items(ticket),
            Missing = CompletenessCheck.Missing(ticket),
            StatusLine = LineOf(status),
            HistoryLine = ExecutionLookup.LineOf(history),
            Incidents = status.Incidents,
            HeldFor = settings.KnownIncidents == KnownIncidents.Hold ? match : null,
        };
        var frozen = TicketRenderer.Freeze(ticket, decisions, settings.MaxTicketBytes);
        if (frozen.Cut.Count > 0)
        {
            losses.Count(LossReason.OverBudget, frozen.Cut.Count);
        }

        return frozen;
    }

    public PriorityClassification Classify(ResolvedTicket ticket)
    {
        var classified = settings.Policy.Classify(ticket.Impact, ticket.Environment, ticket.WorkaroundAvailable);
        return ticket.RequestedPriority is { } requested && requested != classified.Priority
            ? new PriorityClassification(requested, $"set by the app; the definitions say {classified.Priority}: {classified.Reason}")
            : classified;
    }

    private async Task<StatusSnapshot> StatusAsync(CancellationToken cancellationToken)
    {
        StatusSnapshot status;
        try
        {
            status = cleaner.Clean(await feed.GetAsync(cancellationToken).WaitAsync(settings.StatusBudget, time, cancellationToken).ConfigureAwait(false));
        }
        catch (TimeoutException)
        {
            status = Unknown($"no answer within {settings.StatusBudget.TotalSeconds.ToString(CultureInfo.InvariantCulture)} s");
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            // The feed may be the app's own; whatever it does, a ticket goes out.
            status = Unknown($"the status feed failed with {e.GetType().Name}");
        }

        if (status.Indicator == StatusIndicator.Unknown)
        {
            SupportLog.StatusUnknown(logger, status.Problem ?? "no reason given");
        }

        return status;
    }

    private StatusSnapshot Unknown(string problem) =>
        new() { Indicator = StatusIndicator.Unknown, FetchedAt = time.GetUtcNow(), Source = new Uri("about:blank"), Problem = problem };

    private static string LineOf(StatusSnapshot status)
    {
        if (status.Indicator == StatusIndicator.Unknown)
        {
            return $"unknown: {status.Problem}";
        }

        var what = status.Incidents.Count switch { 0 => "no known incident", 1 => "1 open incident", var n => $"{n.ToString(CultureInfo.InvariantCulture)} open incidents" };
        var stale = status.IsStale ? $", an earlier answer, since {status.Problem}" : "";
        return $"{what}, indicator {status.Indicator}, as of {TicketLines.Instant(status.FetchedAt.ToUniversalTime())} ({status.Source}){stale}";
    }

    private static List<string> TextsOf(ResolvedTicket ticket)
    {
        var texts = new List<string> { ticket.Summary };
        texts.AddRange(new[] { ticket.Description }.OfType<string>());
        texts.AddRange(ticket.ApiErrors.Select(e => $"{e.Url} {e.Message}"));
        texts.AddRange(ticket.Exceptions.Select(e => e.Message));
        return texts;
    }
}

using System.Globalization;
using SupportSdk.Paragon;
using SupportSdk.Paragon.Api;
using SupportSdk.Telemetry;

namespace SupportSdk.Submission;

/// <summary>Asks Task History for failed executions of a ticket's user, and adds what it tells to the ticket. Never fails for want of it.</summary>
/// <param name="history">The history; null where the settings name no key.</param>
/// <param name="settings">The app's settings.</param>
/// <param name="losses">Where a history that fails is counted.</param>
/// <param name="time">The time.</param>
internal sealed class ExecutionLookup(IExecutionHistory? history, SubmissionSettings settings, LossLedger losses, TimeProvider time)
{
    private const int MostWorkflows = 3;

    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(250);

    /// <summary>What the history told; null where it is not asked at all.</summary>
    public async Task<ExecutionHistoryResult?> FindAsync(ResolvedTicket ticket, CancellationToken cancellationToken)
    {
        if (history is null)
        {
            return null;
        }

        if (ticket.UserIds.Count == 0)
        {
            return new ExecutionHistoryResult { Problem = "It was not asked: the ticket names no user, and executions of others do not belong here." };
        }

        try
        {
            // The history keeps its budget itself, and gives what it has by then; this only makes sure.
            return await history.FindAsync(QueryOf(ticket), cancellationToken).WaitAsync(settings.HistoryBudget + Grace, time, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            losses.Count(LossReason.HistoryIncomplete);
            return new ExecutionHistoryResult { Problem = $"It could not be read ({e.GetType().Name})." };
        }
    }

    /// <summary>The ticket with what the history told; executions that it has already stay as they are.</summary>
    public static ResolvedTicket Add(ResolvedTicket ticket, ExecutionHistoryResult? result)
    {
        if (result is null)
        {
            return ticket;
        }

        var known = ticket.Executions.Select(link => link.ExecutionId).ToHashSet();
        return ticket with
        {
            Executions = [.. ticket.Executions, .. result.Executions.Select(e => e.Link).Where(link => known.Add(link.ExecutionId))],
            FailedExecutions = result.Executions,
            Redactions = [.. ticket.Redactions, .. result.Redactions],
        };
    }

    /// <summary>The answer in one line; null where the history is not asked.</summary>
    public static string? LineOf(ExecutionHistoryResult? result)
    {
        if (result is null)
        {
            return null;
        }

        var count = result.Executions.Count;
        var found = count == 0 && result.Problem is not null ? ""
            : $"{(count == 0 ? "no" : count.ToString(CultureInfo.InvariantCulture))} failed execution{(count == 1 ? "" : "s")} of this user around that time{(result.HasMore ? ", and more that are not listed" : "")}. ";
        return (found + result.Problem).TrimEnd();
    }

    private static ExecutionQuery QueryOf(ResolvedTicket ticket) =>
        new() { UserIds = ticket.UserIds, WorkflowIds = WorkflowsOf(ticket), OccurredAt = ticket.OccurredAt ?? ticket.SubmittedAt };

    // Failures tell best which workflow it is, then any call that started one. Many workflows tell nothing.
    private static Guid[] WorkflowsOf(ResolvedTicket ticket)
    {
        var failed = ticket.Executions.Select(link => link.WorkflowId).Concat(ticket.ApiErrors.Select(error => WorkflowOf(error.Url))).Where(id => id != Guid.Empty).Distinct().ToArray();
        var workflows = failed.Length > 0 ? failed : ticket.Calls.Select(call => WorkflowOf(call.Url)).Where(id => id != Guid.Empty).Distinct().ToArray();
        return workflows.Length <= MostWorkflows ? workflows : [];
    }

    private static Guid WorkflowOf(string url) => Uri.TryCreate(url, UriKind.Absolute, out var address) ? ParagonPath.Parse(address.AbsolutePath).WorkflowId : Guid.Empty;
}

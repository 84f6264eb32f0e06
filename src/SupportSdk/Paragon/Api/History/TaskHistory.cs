using System.Globalization;
using Microsoft.Extensions.Logging;
using SupportSdk.Redaction;
using SupportSdk.Telemetry;

namespace SupportSdk.Paragon.Api.History;

/// <summary>Paragon's Task History API, asked within a budget. What is there when the budget ends is kept.</summary>
internal sealed class TaskHistory : IExecutionHistory
{
    private readonly TaskHistoryClient _client;
    private readonly TaskHistoryAddresses _addresses;
    private readonly TaskHistoryOptions _options;
    private readonly Guid _projectId;
    private readonly ExecutionLinkTemplate _links;
    private readonly HistoryText _text;
    private readonly LossLedger _losses;
    private readonly TimeProvider _time;
    private readonly ILogger<TaskHistory> _logger;

    public TaskHistory(HttpClient http, Guid projectId, ParagonOptions paragon, Redactor redactor, LossLedger losses, TimeProvider time, ILogger<TaskHistory> logger)
    {
        _options = paragon.TaskHistory;
        var key = _options.ApiKey ?? throw new InvalidOperationException("Paragon.TaskHistory.ApiKey is not set.");
        _client = new TaskHistoryClient(http, key);
        _addresses = new TaskHistoryAddresses(_options.BaseAddress, projectId, new ParagonHosts(paragon.Hosts));
        _text = new HistoryText(redactor, key);
        _links = new ExecutionLinkTemplate(paragon);
        (_projectId, _losses, _time, _logger) = (projectId, losses, time, logger);
    }

    /// <inheritdoc/>
    public async Task<ExecutionHistoryResult> FindAsync(ExecutionQuery query, CancellationToken cancellationToken)
    {
        var findings = new TaskHistoryFindings(_options.MaxExecutions);
        using var budget = new CancellationTokenSource(_options.Budget, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(budget.Token, cancellationToken);
        string? cut = null;
        try
        {
            // The wait is cut here too: a handler that ignores its token must not hold a ticket up.
            await Start(new TaskHistorySearch(_client, _addresses, _projectId, _options, query, findings), either.Token).WaitAsync(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            cut = $"It was cut short: its {_options.Budget.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture)} seconds (Paragon.TaskHistory.Budget) were over.";
        }

        return Result(findings, cut);
    }

    // Neither the caller's scope nor its trace or user goes along, so that nothing takes these requests for the app's.
    private static Task Start(TaskHistorySearch search, CancellationToken cancellationToken)
    {
        Task task;
        using (ExecutionContext.IsFlowSuppressed() ? default(AsyncFlowControl?) : ExecutionContext.SuppressFlow())
        {
            task = Task.Run(() => search.RunAsync(cancellationToken), CancellationToken.None);
        }

        // Looked at even where nobody waits any more: an unobserved exception would be an event in the app.
        _ = task.ContinueWith(static done => done.Exception, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously | TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
        return task;
    }

    private ExecutionHistoryResult Result(TaskHistoryFindings findings, string? cut)
    {
        var tally = new RedactionTally();
        var problem = string.Join(' ', new[] { findings.Problem, cut }.OfType<string>());
        var result = new ExecutionHistoryResult
        {
            Executions = findings.Executions.Select(found => Execution(found, tally)).ToArray(),
            HasMore = findings.HasMore,
            Problem = problem.Length == 0 ? null : _text.WithoutKey(problem),
        };
        if (result.Problem is not null)
        {
            _losses.Count(LossReason.HistoryIncomplete);
            SupportLog.HistoryIncomplete(_logger, result.Problem);
        }

        return result with { Redactions = tally.Notes };
    }

    private WorkflowExecution Execution(FoundExecution found, RedactionTally tally) => new()
    {
        Link = _links.Link(found.Ids)!,
        Status = found.Listed.Status ?? "",
        StartedAt = found.StartedAt,
        EndedAt = TaskHistoryJson.Instant(found.Listed.DateEnded),
        Duration = TaskHistoryJson.Length(found.Listed.RunDuration),
        FailingStep = found.FailingStep is { } step ? new WorkflowStep(_text.Name(step.StepId, tally), _text.Name(step.Type, tally)) : null,
        Error = found.Output is { } output ? _text.Error(output, tally) : null,
    };
}

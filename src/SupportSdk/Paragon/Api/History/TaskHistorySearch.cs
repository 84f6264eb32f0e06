using System.Text.Json;

namespace SupportSdk.Paragon.Api.History;

/// <summary>The requests of one search: lists first, since links matter most, then the failing steps, several at once.</summary>
internal sealed class TaskHistorySearch(
    TaskHistoryClient client, TaskHistoryAddresses addresses, Guid projectId, TaskHistoryOptions options, ExecutionQuery query, TaskHistoryFindings findings)
{
    private const string Failed = "FAILED";
    private const int MostUsers = 3;
    private const int RequestsAtOnce = 4;

    private readonly DateTimeOffset _after = query.OccurredAt - options.WindowBefore;
    private readonly DateTimeOffset _before = query.OccurredAt + options.WindowAfter;
    private int _pagesLeft = options.MaxPages;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        foreach (var user in query.UserIds.Take(MostUsers))
        {
            foreach (var workflow in query.WorkflowIds.Count == 0 ? [null] : query.WorkflowIds.Select(id => (Guid?)id))
            {
                await ListAsync(user, workflow, cancellationToken).ConfigureAwait(false);
            }
        }

        var parallel = new ParallelOptions { MaxDegreeOfParallelism = RequestsAtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(findings.Executions, parallel, ReadStepAsync).ConfigureAwait(false);
    }

    private async Task ListAsync(string user, Guid? workflow, CancellationToken cancellationToken)
    {
        for (Uri? page = addresses.Failed(user, workflow, _after, _before); page is not null;)
        {
            if (findings.HasEnough || _pagesLeft-- <= 0)
            {
                findings.LeaveMore();
                return;
            }

            var answer = await client.GetAsync(page, TaskHistoryJson.Default.TaskHistoryPage, cancellationToken).ConfigureAwait(false);
            if (answer.Value is not { } value)
            {
                findings.FailList(answer.Problem, answer.IsFinal);
                return;
            }

            foreach (var execution in (value.WorkflowExecutions ?? []).OfType<TaskHistoryExecution>())
            {
                Take(execution, user, workflow);
            }

            page = Next(page, value.NextLink);
        }
    }

    private Uri? Next(Uri page, string? nextLink)
    {
        if (string.IsNullOrEmpty(nextLink))
        {
            return null;
        }

        var problem = addresses.TryFollow(page, nextLink, out var next);
        if (problem is null && next != page)
        {
            return next;
        }

        findings.LeaveMore();
        findings.FailList($"Task History at {page.GetLeftPart(UriPartial.Authority)} {problem ?? "names the same page as its next one"}.", isFinal: false);
        return null;
    }

    // The API filters; but users must not be mixed on another's word.
    private void Take(TaskHistoryExecution execution, string user, Guid? workflow)
    {
        var ids = new ExecutionIds(projectId, IdOf(execution.WorkflowId), IdOf(execution.Id));
        var isAskedFor = ids.AreComplete && execution.UserId == user && execution.Status == Failed && (workflow is null || ids.WorkflowId == workflow)
                         && (TaskHistoryJson.Instant(execution.DateStarted) is not { } started || (started >= _after && started <= _before));
        if (isAskedFor)
        {
            findings.Add(new FoundExecution { Ids = ids, Listed = execution });
        }
        else
        {
            findings.CountStranger();
        }
    }

    private async ValueTask ReadStepAsync(FoundExecution execution, CancellationToken cancellationToken)
    {
        if (findings.IsOver)
        {
            findings.FailStep(null, isFinal: true);
            return;
        }

        var answer = await client.GetAsync(addresses.Execution(execution.Ids.ExecutionId), TaskHistoryJson.Default.TaskHistoryExecution, cancellationToken).ConfigureAwait(false);
        if (answer.Value is not { } details)
        {
            findings.FailStep(answer.Problem, answer.IsFinal);
            return;
        }

        var failed = (details.StepExecutions ?? []).OfType<TaskHistoryStep>().Where(step => step.Status == Failed).MaxBy(step => TaskHistoryJson.Instant(step.Start) ?? DateTimeOffset.MinValue);
        if (failed is not null)
        {
            findings.Replace(execution with { FailingStep = failed });
            await ReadOutputAsync(execution with { FailingStep = failed }, IdOf(failed.Id), cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task ReadOutputAsync(FoundExecution execution, Guid stepExecutionId, CancellationToken cancellationToken)
    {
        if (stepExecutionId == Guid.Empty)
        {
            findings.FailStep("it has no id.", isFinal: false);
            return;
        }

        var answer = await client.GetAsync(addresses.Step(execution.Ids.ExecutionId, stepExecutionId), TaskHistoryJson.Default.TaskHistoryStepDetails, cancellationToken).ConfigureAwait(false);
        if (answer.Value is { } details)
        {
            findings.Replace(execution with { Output = TextOf(details.Output) });
        }
        else
        {
            findings.FailStep(answer.Problem, answer.IsFinal);
        }
    }

    private static string? TextOf(JsonElement? output)
    {
        if (output is not { ValueKind: not (JsonValueKind.Undefined or JsonValueKind.Null) } element)
        {
            return null;
        }

        try
        {
            return element.ValueKind == JsonValueKind.String ? element.GetString() : element.GetRawText();
        }
        catch (InvalidOperationException)
        {
            return element.GetRawText(); // Half a surrogate pair in escapes: the text as it stands.
        }
    }

    private static Guid IdOf(string? text) => Guid.TryParseExact(text, "D", out var id) ? id : Guid.Empty;
}

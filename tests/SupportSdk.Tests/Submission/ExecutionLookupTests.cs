using Microsoft.Extensions.Time.Testing;
using SupportSdk.Paragon.Api;
using SupportSdk.Policy;
using SupportSdk.Submission;
using SupportSdk.Telemetry;
using SupportSdk.Tests.Doubles;

namespace SupportSdk.Tests.Submission;

public sealed class ExecutionLookupTests
{
    private static readonly Guid First = Guid.NewGuid();
    private static readonly Guid Second = Guid.NewGuid();
    private static readonly Guid Project = Guid.NewGuid();

    private readonly FakeTimeProvider _clock = new(TestClient.Start);
    private readonly LossLedger _losses = new();
    private readonly RecordingHistory _history = new();

    [Fact]
    public async Task FindAsync_Ticket_AsksForItsUsersAtItsTime()
    {
        await Lookup.FindAsync(Ticket with { UserIds = ["a", "b"], OccurredAt = TestClient.Start.AddHours(-1) }, TestContext.Current.CancellationToken);
        await Lookup.FindAsync(Ticket with { OccurredAt = null }, TestContext.Current.CancellationToken);

        Assert.Equal(["a", "b"], _history.Queries[0].UserIds);
        Assert.Equal([TestClient.Start.AddHours(-1), TestClient.Start], _history.Queries.Select(query => query.OccurredAt));
        Assert.All(_history.Queries, query => Assert.Empty(query.WorkflowIds));
        Assert.DoesNotContain("\"a\"", _history.Queries[0].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task FindAsync_WorkflowKnown_FromFailuresFirstThenFromCalls()
    {
        var link = WorkflowExecutionLink.Create(Project, First, Guid.NewGuid());
        var called = Call($"https://zeus.useparagon.com/projects/{Project}/sdk/triggers/{Second}");
        var failed = Error($"https://gateway.example/paragon/projects/{Project}/sdk/triggers/{Second}?x=1");

        Assert.Equal([First], await WorkflowsOf(Ticket with { Executions = [link], Calls = [called] }));
        Assert.Equal([First, Second], await WorkflowsOf(Ticket with { Executions = [link], ApiErrors = [failed, failed] }));
        Assert.Equal([Second], await WorkflowsOf(Ticket with { Calls = [called, Call("https://api.useparagon.com/x"), Call("not an address")] }));
        Assert.Empty(await WorkflowsOf(Ticket with { Executions = [.. Enumerable.Range(0, 4).Select(_ => WorkflowExecutionLink.Create(Project, Guid.NewGuid(), Guid.NewGuid()))] }));
    }

    [Fact]
    public async Task FindAsync_HistoryThrowsOrHangs_IsToldAndCounted()
    {
        _history.Answer = _ => throw new InvalidOperationException("secret");
        var thrown = await Lookup.FindAsync(Ticket, TestContext.Current.CancellationToken);
        _history.Answer = _ => new TaskCompletionSource<ExecutionHistoryResult>().Task;
        var hung = await _clock.RunAsync(Lookup.FindAsync(Ticket, TestContext.Current.CancellationToken), TimeSpan.FromMilliseconds(50));

        Assert.Equal("It could not be read (InvalidOperationException).", ExecutionLookup.LineOf(thrown));
        Assert.Equal("It could not be read (TimeoutException).", ExecutionLookup.LineOf(hung));
        Assert.Equal(2, _losses.Of(LossReason.HistoryIncomplete));
    }

    [Fact]
    public async Task FindAsync_Cancelled_Ends()
    {
        using var stop = new CancellationTokenSource();
        _history.Answer = _ => new TaskCompletionSource<ExecutionHistoryResult>().Task;
        var finding = Lookup.FindAsync(Ticket, stop.Token);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => finding);
    }

    [Fact]
    public void LineOf_Result_SaysCountsMoreAndProblem()
    {
        var one = new WorkflowExecution { Link = WorkflowExecutionLink.Create(Project, First, Second), Status = "FAILED" };
        Assert.Null(ExecutionLookup.LineOf(null));
        Assert.Equal("no failed executions of this user around that time.", ExecutionLookup.LineOf(new ExecutionHistoryResult()));
        Assert.Equal("1 failed execution of this user around that time.", ExecutionLookup.LineOf(new ExecutionHistoryResult { Executions = [one] }));
        Assert.Equal("2 failed executions of this user around that time, and more that are not listed. It was cut.",
            ExecutionLookup.LineOf(new ExecutionHistoryResult { Executions = [one, one], HasMore = true, Problem = "It was cut." }));
        Assert.Equal("It was cut.", ExecutionLookup.LineOf(new ExecutionHistoryResult { Problem = "It was cut." }));
    }

    private ExecutionLookup Lookup => new(
        _history, new SubmissionSettings
        {
            Level = SupportLevel.Enterprise,
            Policy = SupportPolicy.Paragon,
            Environment = DeploymentEnvironment.Production,
            MaxAttachmentBytes = 1,
            StatusBudget = TimeSpan.Zero,
            HistoryBudget = TimeSpan.FromSeconds(3),
            MaxTicketBytes = 100_000,
        }, _losses, _clock);

    private static ResolvedTicket Ticket { get; } = new() { Id = TicketId.Create(), SubmittedAt = TestClient.Start, Summary = "s", UserIds = ["user-1"] };

    private async Task<IReadOnlyList<Guid>> WorkflowsOf(ResolvedTicket ticket)
    {
        await Lookup.FindAsync(ticket, TestContext.Current.CancellationToken);
        return _history.Queries[^1].WorkflowIds;
    }

    private static CapturedCall Call(string url) => new() { Method = "POST", Url = url, OccurredAt = TestClient.Start, Duration = TimeSpan.Zero, StatusCode = 202 };

    private static ApiError Error(string url) => new() { Method = "POST", Url = url, OccurredAt = TestClient.Start };

    /// <summary>Keeps what it is asked, and answers as it is told.</summary>
    private sealed class RecordingHistory : IExecutionHistory
    {
        public List<ExecutionQuery> Queries { get; } = [];

        public Func<ExecutionQuery, Task<ExecutionHistoryResult>> Answer { get; set; } = static _ => Task.FromResult(new ExecutionHistoryResult());

        public Task<ExecutionHistoryResult> FindAsync(ExecutionQuery query, CancellationToken cancellationToken)
        {
            Queries.Add(query);
            return Answer(query);
        }
    }
}

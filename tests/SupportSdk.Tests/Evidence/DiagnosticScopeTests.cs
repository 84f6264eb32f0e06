using SupportSdk.Telemetry;
using SupportSdk.Tests.Capture;

namespace SupportSdk.Tests.Evidence;

public sealed class DiagnosticScopeTests
{
    private readonly CaptureBench _bench = new();

    [Fact]
    public void Snapshot_Nested_InnerSeesOuterAndNotTheOtherWayRound()
    {
        using var outer = _bench.Open("outer");
        outer.AddApiError(Error(1));
        outer.SetUserId("a");
        using var inner = _bench.Open("inner");
        inner.AddApiError(Error(2));
        inner.SetUserId("b");
        Assert.Equal(["1", "2"], inner.Snapshot().ApiErrors.Select(e => e.Code));
        Assert.Equal(["b", "a"], inner.Snapshot().UserIds);
        Assert.Equal(["outer", "inner"], inner.Snapshot().Scopes);
        Assert.Equal(["1"], outer.Snapshot().ApiErrors.Select(e => e.Code));
        Assert.Equal(["a"], outer.Snapshot().UserIds);
    }

    [Fact]
    public void Dispose_OutOfOrder_CurrentIsTheInnermostOpenOne()
    {
        var outer = _bench.Open();
        var inner = _bench.Open();
        outer.Dispose();
        Assert.Same(inner, DiagnosticScope.Current);
        inner.Dispose();
        inner.Dispose();
        Assert.Null(DiagnosticScope.Current);
        using var next = _bench.Open();
        Assert.Same(next, DiagnosticScope.Current);
        Assert.Empty(next.Snapshot().ApiErrors);
    }

    [Fact]
    public async Task Dispose_InAnotherFlow_IsSeenHere()
    {
        var scope = _bench.Open();
        await Task.Run(scope.Dispose, TestContext.Current.CancellationToken);
        Assert.Null(DiagnosticScope.Current);
    }

    [Fact]
    public async Task Current_FollowsAwaitAndTaskRun_NotSuppressedFlow()
    {
        using var scope = _bench.Open();
        await Task.Yield();
        Assert.Same(scope, DiagnosticScope.Current);
        Assert.Same(scope, await Task.Run(() => DiagnosticScope.Current, TestContext.Current.CancellationToken));
        Task<DiagnosticScope?> cut;
        using (ExecutionContext.SuppressFlow())
        {
            cut = Task.Run(() => DiagnosticScope.Current, TestContext.Current.CancellationToken);
        }

        Assert.Null(await cut);
    }

    [Fact]
    public void CurrentOf_TwoOwners_GivesEachItsOwn()
    {
        var other = new CaptureBench();
        using var mine = _bench.Open();
        mine.AddApiError(Error(1));
        using var theirs = other.Open();
        theirs.AddApiError(Error(2));
        using var again = _bench.Open();
        Assert.Same(again, DiagnosticScope.CurrentOf(_bench.Store));
        Assert.Same(theirs, DiagnosticScope.CurrentOf(other.Store));
        Assert.Equal(["1"], again.Snapshot().ApiErrors.Select(e => e.Code));
        again.Dispose();
        Assert.Same(mine, DiagnosticScope.CurrentOf(_bench.Store));
        Assert.Null(DiagnosticScope.CurrentOf(new CaptureBench().Store));
    }

    [Fact]
    public void Add_OverTheLimit_KeepsFirstAndLastAndCountsTheRest()
    {
        using var scope = _bench.Open();
        for (var i = 1; i <= 129; i++)
        {
            scope.AddApiError(Error(i));
        }

        var codes = scope.Snapshot().ApiErrors.Select(e => e.Code).ToArray();
        Assert.Equal((128, "1", "129"), (codes.Length, codes[0], codes[^1]));
        Assert.DoesNotContain("33", codes);
        Assert.Contains("34", codes);
        Assert.Equal(1, scope.Snapshot().Dropped["scope-full"]);
        Assert.Equal(1, _bench.Losses.Of(LossReason.ScopeFull));
    }

    [Fact]
    public void Add_ManyThreads_LosesNothingUncounted()
    {
        using var scope = _bench.Open();
        Parallel.For(0, 5_000, i =>
        {
            scope.AddApiError(Error(i));
            scope.SetUserId($"user-{i % 50}");
            scope.Book.CountCall();
            _ = scope.Snapshot();
        });
        var seen = scope.Snapshot();
        Assert.Equal((128, 50, 5_000, 4_872), (seen.ApiErrors.Count, seen.UserIds.Count, seen.CallsSeen, seen.Dropped["scope-full"]));
    }

    [Fact]
    public void Snapshot_AfterDispose_StaysReadable()
    {
        var scope = _bench.Open("job");
        scope.AddException(new IOException("disk"));
        scope.Dispose();
        Assert.Equal("disk", Assert.Single(scope.Snapshot().Exceptions).Message);
        Assert.Equal(scope.Snapshot().Exceptions[0].OccurredAt, scope.Snapshot().EarliestFailure);
    }

    [Fact]
    public void AddExecution_Again_IsKeptOnce()
    {
        var link = WorkflowExecutionLink.Create(Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid());
        using var outer = _bench.Open();
        outer.AddExecution(link);
        using var inner = _bench.Open();
        inner.AddExecution(WorkflowExecutionLink.Create(link.ProjectId, link.WorkflowId, link.ExecutionId));
        inner.AddExecution(link);
        Assert.Single(inner.Snapshot().Executions);
    }

    [Fact]
    public void Add_NullOrBlank_IsIgnored()
    {
        using var scope = _bench.Open();
        scope.SetUserId(" ");
        scope.SetUserId(null!);
        scope.SetUserToken(null!);
        scope.SetUserToken("no token");
        scope.AddApiError(null!);
        scope.AddConsoleError(null!);
        scope.AddException(null!);
        scope.AddExecution(null!);
        Assert.Empty(scope.Snapshot().UserIds);
        Assert.Null(scope.Snapshot().EarliestFailure);
    }

    [Fact]
    public void ToString_OfScopeSnapshotAndEvidence_HoldsNoText()
    {
        using var scope = _bench.Open("NAME-text");
        scope.SetUserId("USER-text");
        scope.AddApiError(Error(1) with { Message = "MESSAGE-text", BodyExcerpt = "BODY-text" });
        scope.AddConsoleError(new ConsoleError { Level = "error", Message = "CONSOLE-text", OccurredAt = default, Stack = "STACK-text", Source = "SOURCE-text" });
        scope.AddException(new IOException("EXCEPTION-text"));
        var seen = scope.Snapshot();
        var all = $"{scope}{seen}{seen.ApiErrors[0]}{seen.ConsoleErrors[0]}{seen.Exceptions[0]}";
        Assert.DoesNotContain("-text", all, StringComparison.Ordinal);
        Assert.DoesNotContain("host.example", all, StringComparison.Ordinal);
        Assert.Contains("API errors: 1", all, StringComparison.Ordinal);
    }

    private static ApiError Error(int code) => new()
    {
        Method = "GET",
        Url = "https://host.example/",
        OccurredAt = DateTimeOffset.UnixEpoch,
        Code = code.ToString(System.Globalization.CultureInfo.InvariantCulture),
    };
}

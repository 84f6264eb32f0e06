using SupportSdk.Tests.Doubles;

namespace SupportSdk.Tests.Paragon.Api.History;

public sealed class TaskHistoryTests
{
    [Fact]
    public async Task FindAsync_DocumentedShapes_GivesLinkTimesStepAndError()
    {
        var row = new HistoryRow();
        await using var server = await HistoryServer.StartAsync(row);
        using var under = new HistoryUnderTest(server.Address);

        var result = await under.FindAsync();

        var execution = Assert.Single(result.Executions);
        Assert.Equal(WorkflowExecutionLink.Create(HistoryUnderTest.Project, row.WorkflowId, row.Id), execution.Link);
        Assert.Equal(("FAILED", row.StartedAt, row.StartedAt.AddMilliseconds(3_847), TimeSpan.FromMilliseconds(3_847)), (execution.Status, execution.StartedAt, execution.EndedAt, execution.Duration));
        Assert.Equal(new WorkflowStep(row.StepId, "ACTION/REQUEST"), execution.FailingStep);
        Assert.Equal("Error: no auth mechanism defined", execution.Error);
        Assert.Equal((null, false), (result.Problem, result.HasMore));
    }

    [Fact]
    public async Task FindAsync_Requests_AreTheDocumentedOnesAndCarryNothingElse()
    {
        await using var server = await HistoryServer.StartAsync(new HistoryRow { UserId = "test+1@example.com" });
        using var under = new HistoryUnderTest(server.Address);
        server.Instead = context =>
        {
            context.Response.Headers.SetCookie = "session=1; Path=/";
            return Task.FromResult(false);
        };

        await under.FindAsync(HistoryUnderTest.Query with { UserIds = ["test+1@example.com"] });

        Assert.Equal(
            ["?userId=test%2B1%40example.com&status=FAILED&afterDate=2026-11-23T17:40:00.000Z&beforeDate=2026-11-23T18:00:00.000Z&sortBy=DESC"],
            server.Lists);
        Assert.Equal(3, server.Requests.Count);
        Assert.All(server.Requests, request =>
        {
            Assert.StartsWith($"/projects/{HistoryUnderTest.Project}/task-history/workflow-executions", request.Path, StringComparison.Ordinal);
            Assert.Equal(["Accept", "Authorization", "Host", "User-Agent"], request.Headers.Keys.Order(StringComparer.Ordinal));
            Assert.Equal($"Bearer {HistoryUnderTest.Key}", request.Headers["Authorization"]);
        });
    }

    [Fact]
    public async Task FindAsync_ThreePagesOnTwoPorts_ReadsAllWithTheKey()
    {
        var rows = Enumerable.Range(0, 7).Select(n => new HistoryRow { StartedAt = TestClient.Start.AddMinutes(-6).AddSeconds(-n) }).ToArray();
        await using var second = await HistoryServer.StartAsync(rows);
        await using var first = await HistoryServer.StartAsync(rows);
        (first.PageSize, second.PageSize) = (3, 3);
        first.NextLink = own => new UriBuilder(own) { Port = second.Address.Port }.Uri.AbsoluteUri;
        using var under = new HistoryUnderTest(first.Address);

        var result = await under.FindAsync();

        Assert.Equal(rows.Select(row => row.Id), result.Executions.Select(execution => execution.Link.ExecutionId));
        Assert.Equal((1, 2), (first.Lists.Count(), second.Lists.Count()));
        Assert.All(second.Requests, request => Assert.Equal($"Bearer {HistoryUnderTest.Key}", request.Headers["Authorization"]));
        Assert.All(result.Executions, execution => Assert.NotNull(execution.Error));
        Assert.Equal((null, false), (result.Problem, result.HasMore));
    }

    [Theory]
    [InlineData(100, 20, 10, 20, 1, true)]
    [InlineData(7, 20, 3, 20, 3, true)]
    [InlineData(7, 20, 2, 14, 2, true)]
    [InlineData(100, 4, 10, 4, 1, true)]
    [InlineData(20, 20, 10, 20, 2, true)]
    [InlineData(100, 1, 1, 1, 1, true)]
    public async Task FindAsync_ManyExecutions_StopsAtItsBounds(int pageSize, int mostExecutions, int mostPages, int executions, int lists, bool hasMore)
    {
        var rows = Enumerable.Range(0, 30).Select(n => new HistoryRow { StartedAt = TestClient.Start.AddMinutes(-6).AddSeconds(-n) }).ToArray();
        await using var server = await HistoryServer.StartAsync(rows);
        server.PageSize = pageSize;
        using var under = new HistoryUnderTest(server.Address, options => (options.TaskHistory.MaxExecutions, options.TaskHistory.MaxPages) = (mostExecutions, mostPages));

        var result = await under.FindAsync();

        Assert.Equal(rows.Take(executions).Select(row => row.Id), result.Executions.Select(execution => execution.Link.ExecutionId));
        Assert.Equal((lists > 1 && executions == pageSize ? lists - 1 : lists, hasMore), (server.Lists.Count(), result.HasMore));
        Assert.Null(result.Problem);
    }

    [Fact]
    public async Task FindAsync_SeveralUsersAndWorkflows_AsksForEachAndMixesNone()
    {
        var (one, two) = (Guid.NewGuid(), Guid.NewGuid());
        await using var server = await HistoryServer.StartAsync(
            new HistoryRow { WorkflowId = one }, new HistoryRow { WorkflowId = two, UserId = "user-2" }, new HistoryRow(), new HistoryRow { UserId = "user-3", WorkflowId = one });
        using var under = new HistoryUnderTest(server.Address);

        var result = await under.FindAsync(HistoryUnderTest.Query with { UserIds = ["user-1", "user-2"], WorkflowIds = [one, two] });

        Assert.Equal(new[] { server.Rows[0].Id, server.Rows[1].Id }.Order(), result.Executions.Select(execution => execution.Link.ExecutionId).Order());
        Assert.Equal(4, server.Lists.Count(query => query.Contains("workflowId=", StringComparison.Ordinal)));
        Assert.Null(result.Problem);
    }

    [Fact]
    public async Task FindAsync_AnswersThatWereNotAskedFor_AreLeftOutAndTold()
    {
        await using var server = await HistoryServer.StartAsync(
            new HistoryRow { IsUninvited = true, UserId = "someone-else" },
            new HistoryRow { IsUninvited = true, Status = "SUCCEEDED" },
            new HistoryRow { IsUninvited = true, StartedAt = TestClient.Start.AddDays(-1) },
            new HistoryRow { IsUninvited = true, WorkflowId = Guid.NewGuid() },
            new HistoryRow());
        using var under = new HistoryUnderTest(server.Address);

        var result = await under.FindAsync(HistoryUnderTest.Query with { WorkflowIds = [HistoryRow.Workflow] });

        Assert.Equal(server.Rows[4].Id, Assert.Single(result.Executions).Link.ExecutionId);
        Assert.Contains("4 executions of another user", result.Problem, StringComparison.Ordinal);
        Assert.DoesNotContain(server.Requests, request => request.Path.Contains(server.Rows[0].Id.ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task FindAsync_OnPremiseBehindAGatewayWithItsOwnTemplate_UsesThem()
    {
        var row = new HistoryRow();
        await using var server = await HistoryServer.StartAsync(row);
        server.Instead = context =>
        {
            context.Request.Path = context.Request.Path.Value!.Replace("/gateway/paragon", "", StringComparison.Ordinal);
            return Task.FromResult(false);
        };
        using var under = new HistoryUnderTest(server.Address, options =>
        {
            options.TaskHistory.BaseAddress = new Uri(server.Address, "/gateway/paragon/");
            options.ExecutionLinkTemplate = "{dashboard}/runs/{executionId}?w={workflowId}&p={projectId}";
            options.Dashboard = new Uri("https://dash.acme.example");
        });

        var execution = Assert.Single((await under.FindAsync()).Executions);

        Assert.Equal($"https://dash.acme.example/runs/{row.Id}?w={row.WorkflowId}&p={HistoryUnderTest.Project}", execution.Link.Url.AbsoluteUri);
        Assert.All(server.Requests, request => Assert.StartsWith("/gateway/paragon/projects/", request.Path, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("\"Error: password=hunter2-hunter2 for the API\"", "Error: password=", "hunter2")]
    [InlineData("{\"statusCode\":401,\"headers\":{\"authorization\":\"Bearer abcdefghijklmnop\"},\"body\":{\"message\":\"expired\"}}", "\"message\":\"expired\"", "abcdefghijklmnop")]
    [InlineData("[\"one\",2]", "[\"one\",2]", null)]
    [InlineData("\"line\\nnext\\u0000\\u202e\"", "line\nnext", "\u202e")]
    [InlineData("\"half \\ud800 pair\"", "half", null)]
    [InlineData("42", "42", null)]
    public async Task FindAsync_AnyOutput_BecomesRedactedText(string output, string expected, string? absent)
    {
        await using var server = await HistoryServer.StartAsync(new HistoryRow { Output = output });
        using var under = new HistoryUnderTest(server.Address);

        var result = await under.FindAsync();

        var error = Assert.Single(result.Executions).Error!;
        Assert.Contains(expected, error, StringComparison.Ordinal);
        Assert.True(absent is null || !error.Contains(absent, StringComparison.Ordinal), error);
        Assert.Equal(absent is { Length: > 1 }, result.Redactions.Count > 0);
        Assert.Null(result.Problem);
    }

    [Fact]
    public async Task FindAsync_HugeOutput_IsCutWithoutHalfASecret()
    {
        var secret = "xoxb-" + new string('7', 200);
        await using var server = await HistoryServer.StartAsync(new HistoryRow { Output = $"\"{new string('e', 4_000)} {secret} {new string('z', 500_000)}\"" });
        using var under = new HistoryUnderTest(server.Address);

        var error = Assert.Single((await under.FindAsync()).Executions).Error!;

        Assert.True(error.Length <= 4_096, $"{error.Length}");
        Assert.DoesNotContain("xoxb-7", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("\"\"")]
    public async Task FindAsync_OutputWithoutWords_HasTheStepAlone(string output)
    {
        await using var server = await HistoryServer.StartAsync(new HistoryRow { Output = output });
        using var under = new HistoryUnderTest(server.Address);

        var execution = Assert.Single((await under.FindAsync()).Executions);

        Assert.NotNull(execution.FailingStep);
        Assert.True(string.IsNullOrEmpty(execution.Error));
    }

    [Fact]
    public async Task FindAsync_NothingFailed_SaysSoWithoutAProblem()
    {
        await using var server = await HistoryServer.StartAsync();
        using var under = new HistoryUnderTest(server.Address);

        var result = await under.FindAsync();

        Assert.Empty(result.Executions);
        Assert.Null(result.Problem);
        Assert.Single(server.Requests);
    }
}

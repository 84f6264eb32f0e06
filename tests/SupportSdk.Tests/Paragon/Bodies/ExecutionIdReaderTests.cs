using System.Text;
using SupportSdk.Paragon;
using SupportSdk.Paragon.Bodies;

namespace SupportSdk.Tests.Paragon.Bodies;

public sealed class ExecutionIdReaderTests
{
    private static readonly Guid Project = Guid.Parse("38b1f170-0c43-4eae-9a04-ab85325d99f7");
    private static readonly Guid Workflow = Guid.Parse("13ab4dd5-2b3f-4d8c-9b6c-000000000001");
    private static readonly Guid Execution = Guid.Parse("7d1f8e9a-0000-4000-8000-000000000002");

    private static readonly ParagonPath History = ParagonPath.Parse($"/projects/{Project}/task-history/workflow-executions");

    [Fact]
    public void FindIn_Corpus_HoldsWhatItsNamesSay() =>
        Assert.All(Corpus.Of("bodies"), file => Assert.Equal((file.Name, file.Executions), (file.Name, ExecutionIdReader.FindIn(file.Bytes, PathOf(file.Name)).Count)));

    [Theory]
    [InlineData("""{"executionId":"X","workflowId":"W","projectId":"P"}""")]
    [InlineData("""{"a":[{"b":{"executionId":"X"}}],"workflowId":"W","projectId":"P"}""")]
    [InlineData("""{"projectId":"P","workflowId":"W","a":{"executionId":"X","workflowId":"W"}}""")]
    [InlineData("""{"projectId":"P","items":[{"workflowId":"W","runs":[{"executionId":"X"}]}]}""")]
    [InlineData("""{"output":{"projectId":"P","workflowId":"W","executionId":"X"}}""")]
    [InlineData("""{"project":{"id":"P"},"workflow":{"id":"W"},"data":{"workflowExecution":{"id":"X"}}}""")]
    [InlineData("""{"project":{"name":"n","id":"P"},"workflow":{"id":"W"},"executionId":"X"}""")]
    [InlineData("\uFEFF \r\n{\"executionId\":\"X\",\"workflowId\":\"W\",\"projectId\":\"P\"}")]
    [InlineData("""[null,1,"x",{"executionId":"X","workflowId":"W","projectId":"P"},{"executionId":"X","workflowId":"W","projectId":"P"}]""")]
    [InlineData("""{"executionId":"X","workflowId":"W","projectId":"P" """)]
    [InlineData("""{"executionId":"X","workflowId":"W","projectId":"P","broken":oops}""")]
    [InlineData("""{"executionId":"X","workflowId":"W","projectId":"P"}{"executionId":"Y"}""")]
    public void FindIn_IdsAnywhere_AreFoundOnce(string text) =>
        Assert.Equal(new ExecutionIds(Project, Workflow, Execution), Assert.Single(Find(text)));

    [Theory]
    [InlineData("""{"executionId":"X"}""")]
    [InlineData("""{"executionId":"X","workflowId":"W"}""")]
    [InlineData("""{"workflowId":"W","projectId":"P","other":"executionId X"}""")]
    [InlineData("""{"id":"X","workflowId":"W","projectId":"P","execution":true}""")]
    [InlineData("""{"executionId":["X"],"workflowId":"W","projectId":"P"}""")]
    [InlineData("""{"executionId":{"id":"X"},"workflowId":"W","projectId":"P"}""")]
    [InlineData("""{"executionId":"00000000-0000-0000-0000-000000000000","workflowId":"W","projectId":"P"}""")]
    [InlineData("""{"executionId":"{X}","workflowId":"W","projectId":"P"}""")]
    [InlineData("""[{"executionId":"X"},{"workflowId":"W","projectId":"P"}]""")]
    [InlineData("executionId=X&workflowId=W&projectId=P")]
    [InlineData("\"executionId X\"")]
    [InlineData("")]
    public void FindIn_NotThreeIdsTogether_FindsNothing(string text) => Assert.Empty(Find(text));

    [Fact]
    public void FindIn_IdsKnownFromThePath_CompleteTheBody()
    {
        var trigger = ParagonPath.Parse($"/projects/{Project}/sdk/triggers/{Workflow}");
        Assert.Equal(new ExecutionIds(Project, Workflow, Execution), Assert.Single(Find("""{"executionId":"X"}""", trigger)));
        Assert.Equal(new ExecutionIds(Project, Workflow, Execution), Assert.Single(Find("""{"id":"X","workflowId":"W","status":"EXECUTING"}""", History)));
        Assert.Empty(Find("""{"id":"X","workflowId":"W","status":"EXECUTING"}""", ParagonPath.Parse($"/projects/{Project}/sdk/me")));
    }

    [Fact]
    public void FindIn_ExecutionThatSucceeded_IsPassedOverInListsOnly()
    {
        Assert.Empty(Find("""{"workflowExecutions":[{"id":"X","workflowId":"W","status":"SUCCEEDED"}]}""", History));
        Assert.Single(Find("""{"workflowExecutions":[{"id":"X","workflowId":"W","status":"FAILED"}]}""", History));
        Assert.Single(Find("""{"id":"X","workflowId":"W","status":"SUCCEEDED","stepExecutions":[]}""", History));
    }

    [Fact]
    public void FindIn_MoreThanAsked_KeepsTheFirst()
    {
        var items = string.Join(',', Enumerable.Range(0, 100).Select(number => $"{{\"executionId\":\"{Guid.NewGuid()}\"}}"));
        var body = $"{{\"projectId\":\"P\",\"workflowId\":\"W\",\"items\":[{{\"executionId\":\"X\"}},{items}]}}";
        Assert.Equal(20, Find(body).Count);
        Assert.Equal(Execution, Find(body)[0].ExecutionId);
        Assert.Equal(Execution, Assert.Single(ExecutionIdReader.FindIn(Utf8(body), most: 1)).ExecutionId);
    }

    [Theory]
    [InlineData('[', ']')]
    [InlineData('{', '}')]
    public void FindIn_TenThousandLevels_StillFindsWhatStandsAround(char open, char close)
    {
        var deep = open == '[' ? new string('[', 10_000) + new string(']', 10_000)
            : string.Concat(Enumerable.Repeat("{\"a\":", 10_000)) + "1" + new string(close, 10_000);
        var body = $"{{\"executionId\":\"X\",\"deep\":{deep},\"workflowId\":\"W\",\"projectId\":\"P\"}}";
        Assert.Single(Find(body));
        Assert.Empty(Find(body[..(body.Length / 2)]));
    }

    [Fact]
    public void FindIn_NoExecution_AllocatesNothing()
    {
        var body = Utf8("""{"output":{"id":"X","workflowId":"W","items":[1,2,3]}}""");
        Assert.Empty(ExecutionIdReader.FindIn(body));
        var before = GC.GetAllocatedBytesForCurrentThread();
        var found = ExecutionIdReader.FindIn(body);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Empty(found);
    }

    [Fact]
    public void FindIn_CutAnywhere_FindsTheSameOrNothing()
    {
        foreach (var file in Corpus.Of("bodies"))
        {
            var whole = ExecutionIdReader.FindIn(file.Bytes, PathOf(file.Name));
            for (var length = 0; length < file.Bytes.Length; length++)
            {
                Assert.Subset(whole.Select(ids => ids.ExecutionId).ToHashSet(), ExecutionIdReader.FindIn(file.Bytes.AsSpan(0, length), PathOf(file.Name))
                    .Where(ids => !ids.ExecutionId.ToString().StartsWith("aaaaaaaa", StringComparison.Ordinal)).Select(ids => ids.ExecutionId).ToHashSet());
            }
        }
    }

    [Fact]
    public void FindIn_RandomNesting_FindsEveryExecution()
    {
        var random = new Random(7);
        for (var round = 0; round < Corpus.Rounds(3_000); round++)
        {
            var expected = new ExecutionIds(Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid());
            var json = Shape(random, expected);
            for (var level = random.Next(12); level > 0; level--)
            {
                json = random.Next(3) switch
                {
                    0 => $"[{Noise(random)},{json}]",
                    1 => $"{{\"n{level}\":{json},\"m\":{Noise(random)}}}",
                    _ => $"{{\"id\":{Noise(random)},\"x\":[{json},{Noise(random)}]}}",
                };
            }

            Assert.Equal(expected, Assert.Single(ExecutionIdReader.FindIn(Utf8($"{{\"root\":{json}}}"))));
        }
    }

    [Fact]
    public void Readers_MutatedCorpus_NeverThrowAndStayBounded()
    {
        var random = new Random(11);
        var corpus = Corpus.Of("bodies");
        for (var round = 0; round < Corpus.Rounds(20_000); round++)
        {
            var bytes = Corpus.Mutate(random, corpus[random.Next(corpus.Count)].Bytes);
            var found = ExecutionIdReader.FindIn(bytes, random.Next(2) == 0 ? History : default);
            Assert.All(found, ids => Assert.True(ids.AreComplete));
            Assert.True(found.Count <= ExecutionIdReader.Most);
            Assert.True(ParagonBodyReader.Read(bytes).Errors.Count <= ParagonErrors.Most);
            Assert.True(ParagonErrors.InTail(bytes).Count <= ParagonErrors.Most);
        }
    }

    private static string Shape(Random random, ExecutionIds ids) => random.Next(3) switch
    {
        0 => $"{{\"executionId\":\"{ids.ExecutionId}\",\"workflowId\":\"{ids.WorkflowId}\",\"projectId\":\"{ids.ProjectId}\"}}",
        1 => $"{{\"data\":{{\"workflowExecution\":{{\"id\":\"{ids.ExecutionId}\"}}}},\"project\":{{\"id\":\"{ids.ProjectId}\"}},\"workflow\":{{\"id\":\"{ids.WorkflowId}\"}}}}",
        _ => $"{{\"projectId\":\"{ids.ProjectId}\",\"workflowExecutions\":[{{\"id\":\"{ids.ExecutionId}\",\"workflowId\":\"{ids.WorkflowId}\",\"status\":\"FAILED\"}}]}}",
    };

    private static string Noise(Random random) => random.Next(5) switch
    {
        0 => "null",
        1 => $"\"{Guid.NewGuid()}\"",
        2 => "[[],{}]",
        3 => $"{{\"id\":\"{Guid.NewGuid()}\",\"executions\":[{{\"id\":\"{Guid.NewGuid()}\"}}]}}",
        _ => "12.5e3",
    };

    private static ParagonPath PathOf(string name) => name.StartsWith("history", StringComparison.Ordinal) ? History : default;

    private static IReadOnlyList<ExecutionIds> Find(string text, ParagonPath path = default) => ExecutionIdReader.FindIn(Utf8(text), path);

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text
        .Replace("\"X\"", $"\"{Execution}\"", StringComparison.Ordinal).Replace("\"W\"", $"\"{Workflow}\"", StringComparison.Ordinal).Replace("\"P\"", $"\"{Project}\"", StringComparison.Ordinal));
}

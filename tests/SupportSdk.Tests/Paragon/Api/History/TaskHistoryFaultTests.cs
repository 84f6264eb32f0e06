using System.IO.Compression;
using System.Text;
using System.Text.Json;
using SupportSdk.Paragon.Api.History;
using SupportSdk.Redaction;
using SupportSdk.Tests.Capture;

namespace SupportSdk.Tests.Paragon.Api.History;

public sealed class TaskHistoryFaultTests
{
    public static TheoryData<int, string, string, string> Answers => new()
    {
        { 401, "application/json", """{"message":"invalid key"}""", "refused the API key (401)" },
        { 403, "application/json", "{}", "does not allow it (403)" },
        { 404, "application/json", "{}", "does not know it (404)" },
        { 429, "application/json", "{}", "limiting requests (429)" },
        { 500, "text/plain", "boom", "answered 500" },
        { 503, "text/html", "<html>", "answered 503" },
        { 202, "application/json", "{}", "answered 202" },
        { 302, "text/plain", "", "redirects (302)" },
        { 200, "text/html", "<!doctype html><title>Sign in</title>", "a web page" },
        { 200, "application/json", "", "an empty body" },
        { 200, "application/json", " \r\n ", "an empty body" },
        { 200, "application/json", "null", "holds nothing" },
        { 200, "application/json", "[]", "not Task History's JSON" },
        { 200, "application/json", """{"workflowExecutions":[{"id":""", "not Task History's JSON" },
        { 200, "application/json", """{"workflowExecutions":"none"}""", "not Task History's JSON" },
        { 200, "application/json", """{"workflowExecutions":[1,2]}""", "not Task History's JSON" },
        { 200, "application/json", """{"a\ud800":1,"workflowExecutions":7}""", "not Task History's JSON" },
        { 200, "application/json", "{\"workflowExecutions\":" + new string('[', 10_000), "not Task History's JSON" },
        { 200, "application/octet-stream", "\u0000\u0001", "not Task History's JSON" },
    };

    public static TheoryData<string, string> NextPages => new()
    {
        { "http://localhost:{port}{path}", "localhost" },
        { "https://evil.example{path}", "evil.example" },
        { "https://useparagon.com.evil.example{path}", "useparagon.com.evil.example" },
        { "http://api.useparagon.com{path}", "not https" },
        { "ftp://127.0.0.1{path}", "not https" },
        { "http://me@127.0.0.1:{port}{path}", "user name" },
        { "http://127.0.0.1:{port}/projects/00000000-0000-4000-8000-000000000000/task-history/workflow-executions", "not this project's" },
        { "http://127.0.0.1:{port}/projects/38b1f170-0c43-4eae-9a04-ab85325d99f7/sdk/me", "not this project's" },
        { "//evil.example{path}", "not https" },
        { "http://[", "no address" },
        { "{same}", "the same page" },
    };

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task FindAsync_ListFails_SaysWhyInWords(int status, string contentType, string body, string words)
    {
        await using var elsewhere = await HistoryServer.StartAsync();
        await using var server = await HistoryServer.StartAsync(new HistoryRow());
        server.Instead = context =>
        {
            context.Response.Headers.Location = elsewhere.Address.AbsoluteUri;
            return HistoryServer.Always(status, body, contentType)(context);
        };
        using var under = new HistoryUnderTest(server.Address);

        var result = await under.FindAsync();

        Assert.Empty(result.Executions);
        Assert.Contains(words, result.Problem, StringComparison.Ordinal);
        Assert.Contains($"http://127.0.0.1:{server.Address.Port}", result.Problem, StringComparison.Ordinal);
        Assert.DoesNotContain("user-1", result.Problem, StringComparison.Ordinal);
        Assert.Equal((1, 0), (server.Requests.Count, elsewhere.Requests.Count));
    }

    [Theory]
    [MemberData(nameof(NextPages))]
    public async Task FindAsync_NextPageElsewhere_IsNotFollowedWithTheKey(string link, string words)
    {
        await using var other = await HistoryServer.StartAsync(new HistoryRow());
        await using var server = await HistoryServer.StartAsync(new HistoryRow(), new HistoryRow());
        server.PageSize = 1;
        server.NextLink = own => link.Replace("{port}", $"{other.Address.Port}", StringComparison.Ordinal).Replace("{path}", own.PathAndQuery, StringComparison.Ordinal)
            .Replace("{same}", new Uri(server.Address, server.Requests.First().Path + server.Requests.First().Query).AbsoluteUri, StringComparison.Ordinal);
        using var under = new HistoryUnderTest(server.Address);

        var result = await under.FindAsync();

        Assert.Contains(words, result.Problem, StringComparison.Ordinal);
        Assert.Single(result.Executions);
        Assert.True(result.HasMore);
        Assert.Empty(other.Requests);
        Assert.Single(server.Lists);
    }

    [Fact]
    public async Task FindAsync_KeyEchoedEverywhere_IsTakenOut()
    {
        const string Key = HistoryUnderTest.Key;
        await using var server = await HistoryServer.StartAsync(new HistoryRow { StepId = Key, StepType = $"ACTION/{Key}", Output = $"\"Bearer {Key}, {Key.ToUpperInvariant()} and {Key[..10]}\\u200e\\u202e{Key[10..]}\"" });
        using var under = new HistoryUnderTest(server.Address);
        var execution = Assert.Single((await under.FindAsync()).Executions);
        Assert.DoesNotContain(Key, JsonSerializer.Serialize(execution), StringComparison.OrdinalIgnoreCase);
        Assert.Contains("[redacted:api-key]", execution.FailingStep!.Type, StringComparison.Ordinal);

        server.PageSize = 0;
        server.NextLink = _ => $"https://{Key.Replace('_', '-')}.example/x";
        server.Instead = HistoryServer.Always(200, $$"""{"workflowExecutions":[],"nextLink":"https://{{Key}}.example/"}""");
        using var again = new HistoryUnderTest(server.Address);
        Assert.NotNull((await again.FindAsync()).Problem);
    }

    [Fact]
    public async Task FindAsync_UnreadableStep_LeavesTheOthersAndCountsIt()
    {
        var rows = Enumerable.Range(0, 3).Select(_ => new HistoryRow()).ToArray();
        await using var server = await HistoryServer.StartAsync(rows);
        server.Instead = context => context.Request.Path.Value!.EndsWith(rows[1].Id.ToString(), StringComparison.Ordinal) ? HistoryServer.Always(500, "")(context) : Task.FromResult(false);
        using var under = new HistoryUnderTest(server.Address);

        var result = await under.FindAsync();

        Assert.Equal(2, result.Executions.Count(execution => execution.Error is not null));
        Assert.Null(result.Executions.Single(execution => execution.Link.ExecutionId == rows[1].Id).FailingStep);
        Assert.Contains("failing step of 1 executions was not read: ", result.Problem, StringComparison.Ordinal);
        Assert.Contains("answered 500", result.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FindAsync_RequestsAreLimitedMeanwhile_AsksNoMore()
    {
        await using var server = await HistoryServer.StartAsync(Enumerable.Range(0, 20).Select(_ => new HistoryRow()).ToArray());
        server.Instead = context => context.Request.Path.Value!.EndsWith("/workflow-executions", StringComparison.Ordinal) ? Task.FromResult(false) : HistoryServer.Always(429, "")(context);
        using var under = new HistoryUnderTest(server.Address);

        var result = await under.FindAsync();

        Assert.Equal(20, result.Executions.Count);
        Assert.Contains("failing step of 20 executions was not read", result.Problem, StringComparison.Ordinal);
        Assert.InRange(server.Requests.Count, 2, 1 + 4 + 4); // Those that were under way when the first was refused.
    }

    [Fact]
    public async Task FindAsync_NothingListens_SaysThatItCannotBeReached()
    {
        using var under = new HistoryUnderTest(new Uri($"http://127.0.0.1:{CaptureBench.ClosedPort()}"));
        Assert.Contains("cannot be reached", (await under.FindAsync()).Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task FindAsync_BodyWithoutEnd_IsGivenUp(bool saysItsLength)
    {
        await using var server = await HistoryServer.StartAsync();
        server.Instead = async context =>
        {
            context.Response.ContentType = "application/json";
            context.Response.ContentLength = saysItsLength ? long.MaxValue : null;
            var piece = new byte[64 * 1024];
            piece.AsSpan().Fill((byte)' ');
            while (!context.RequestAborted.IsCancellationRequested)
            {
                await context.Response.Body.WriteAsync(piece);
            }

            return true;
        };
        using var under = new HistoryUnderTest(server.Address);

        Assert.Contains("more than 1 MB", (await under.FindAsync()).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FindAsync_BodyBreaksOffOrIsCompressed_SaysSo()
    {
        using var raw = new RawServer("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{\"workflowExecutions\":[");
        using var broken = new HistoryUnderTest(raw.Url);
        Assert.Contains("broke off", (await broken.FindAsync()).Problem, StringComparison.Ordinal);

        await using var server = await HistoryServer.StartAsync();
        server.Instead = async context =>
        {
            context.Response.Headers.ContentEncoding = "gzip";
            await using var gzip = new GZipStream(context.Response.Body, CompressionLevel.Fastest);
            await gzip.WriteAsync("{\"workflowExecutions\":[]}"u8.ToArray());
            return true;
        };
        using var compressed = new HistoryUnderTest(server.Address);
        Assert.Contains("not Task History's JSON", (await compressed.FindAsync()).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FindAsync_MutatedAnswers_NeverThrow()
    {
        var random = new Random(5);
        var row = new HistoryRow { IsUninvited = true };
        var list = Encoding.UTF8.GetBytes($$"""{"workflowExecutions":[{{{row.Members}}},{{{row.Members}}}],"nextLink":null,"total":2}""");
        var details = Encoding.UTF8.GetBytes($$"""{{{row.Members}},"stepExecutions":[{"id":"{{Guid.NewGuid()}}","stepId":"s","status":"FAILED","type":"ACTION/REQUEST","start":"2026-11-23T17:50:07.850Z"}],"output":"x"}""");
        using var under = new HistoryUnderTest(new Uri("http://127.0.0.1"), handler: new MutatingHandler(random, list, details));
        for (var round = 0; round < Corpus.Rounds(500); round++)
        {
            var result = await under.History.FindAsync(HistoryUnderTest.Query, TestContext.Current.CancellationToken);
            Assert.All(result.Executions, execution => Assert.Equal("FAILED", execution.Status));
        }
    }

    [Fact]
    public void HistoryText_Bounds_KeepNoHalfOfAWord()
    {
        var text = new HistoryText(new Redactor(new RedactionOptions()), "k-12345678");
        var name = text.Name(new string('n', 65_530) + " secretsecret", new RedactionTally());
        Assert.True(name.Length <= 128);
        Assert.Equal("…", text.Error(new string('x', 70_000), new RedactionTally()));
        Assert.Equal("a [redacted:api-key] b", text.Error("a k-12345678 b", new RedactionTally()));
    }

    private sealed class MutatingHandler(Random random, byte[] list, byte[] details) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            lock (random)
            {
                var original = request.RequestUri!.AbsolutePath.EndsWith("workflow-executions", StringComparison.Ordinal) ? list : details;
                var body = random.Next(2) == 0 ? original : Corpus.Mutate(random, original);
                return Task.FromResult(new HttpResponseMessage(System.Net.HttpStatusCode.OK) { Content = new ByteArrayContent(body) });
            }
        }
    }
}

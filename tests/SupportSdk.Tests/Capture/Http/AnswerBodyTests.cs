using System.Text;
using Microsoft.AspNetCore.Http;
using SupportSdk.Capture.Http.Bodies;
using SupportSdk.Telemetry;

namespace SupportSdk.Tests.Capture.Http;

public sealed class AnswerBodyTests
{
    private const string Project = "38b1f170-0c43-4eae-9a04-ab85325d99f7";
    private const string Tools = $"/projects/{Project}/tools";
    private const string Proxy = $"/projects/{Project}/sdk/proxy/slack/chat.postMessage";
    private const string Trigger = $"/projects/{Project}/sdk/triggers/13ab4dd5-2b3f-4d8c-9b6c-000000000001";
    private const string ToolErrors = """{"tools":{"slack":[]},"errors":[{"integration":"salesforce","type":"CredentialInvalid","message":"Token expired"},"second"]}""";

    private readonly CaptureBench _bench = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Tools, ToolErrors, "salesforce: CredentialInvalid: Token expired; second", false)]
    [InlineData(Proxy, """{"output":{"message":"channel_not_found","code":"7003","meta":{"isIntegrationError":true,"requestId":"r-1"}}}""", "channel_not_found", true)]
    public async Task Answer_FailureInsideSuccess_IsAnErrorOfStatus200(string path, string body, string message, bool isIntegrationError)
    {
        foreach (var way in Enum.GetValues<ReadingWay>())
        {
            var (read, seen) = await ReadAsync(path, body, way);
            Assert.Equal(body, read);
            var error = Assert.Single(seen.ApiErrors);
            Assert.Equal((200, message, isIntegrationError, body), (error.StatusCode, error.Message, error.IsIntegrationError, error.BodyExcerpt));
            Assert.Equal((1, 200), (seen.CallsSeen, Assert.Single(seen.Calls).StatusCode));
        }
    }

    [Fact]
    public async Task Answer_ErrorsFarBehindTheTools_AreFoundAtTheEnd()
    {
        var body = $$$"""{"tools":{"filler":"{{{new string('x', 200_000)}}}"},"errors":[{"integration":"hubspot","type":"Unavailable","message":"no answer"}]}""";
        var (read, seen) = await ReadAsync(Tools, body, ReadingWay.Stream);
        Assert.Equal(body, read);
        Assert.Equal(("hubspot: Unavailable: no answer", null), (Assert.Single(seen.ApiErrors).Message, seen.ApiErrors[0].BodyExcerpt));
    }

    [Fact]
    public async Task Answer_Execution_IsLinked()
    {
        var body = """{"executionId":"7d1f8e9a-0000-4000-8000-000000000002"}""";
        var (_, seen) = await ReadAsync(Trigger, body, ReadingWay.Whole);
        Assert.Equal("7d1f8e9a-0000-4000-8000-000000000002", Assert.Single(seen.Executions).ExecutionId.ToString());
        Assert.Empty(seen.ApiErrors);
    }

    [Theory]
    [InlineData(Tools, """{"tools":{},"errors":[]}""")]
    [InlineData(Tools, """{"text":"\"errors\" in a text"}""")]
    [InlineData(Proxy, """{"output":{"meta":{"isIntegrationError":false}}}""")]
    [InlineData(Tools, "{\"errors\":[{\"type\":")]
    [InlineData(Tools, "")]
    public async Task Answer_NothingFailed_IsOneCall(string path, string body)
    {
        var (read, seen) = await ReadAsync(path, body, ReadingWay.Stream);
        Assert.Equal(body, read);
        Assert.Equal((0, 1), (seen.ApiErrors.Count, seen.Calls.Count));
        Assert.Equal(0, _bench.Losses.Of(LossReason.CaptureFailed));
    }

    [Theory]
    [InlineData("GET", Tools, 200, "text/plain")]
    [InlineData("GET", Tools, 204, null)]
    [InlineData("HEAD", Tools, 200, "application/json")]
    [InlineData("GET", "/other/path", 200, "application/json")]
    [InlineData("GET", $"/projects/{Project}/sdk/me", 200, "application/json")]
    public async Task Answer_ThatCannotTell_KeepsItsContent(string method, string path, int status, string? contentType)
    {
        await using var server = await LoopbackServer.StartAsync(context =>
        {
            (context.Response.StatusCode, context.Response.ContentType) = (status, contentType);
            return Task.CompletedTask;
        });
        using var scope = _bench.Open();
        using var client = _bench.Client();
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(server.Url, path));
        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancelled);
        Assert.IsNotType<ObservedContent>(response.Content);
    }

    [Theory]
    [InlineData(200, Tools, ReadingWay.Whole)]
    [InlineData(200, Tools, ReadingWay.Stream)]
    [InlineData(200, Tools, ReadingWay.SyncStream)]
    [InlineData(500, "/any", ReadingWay.Whole)]
    [InlineData(500, "/any", ReadingWay.Stream)]
    [InlineData(500, "/any", ReadingWay.SyncStream)]
    public async Task Body_ServerDiesInIt_IsEvidence(int status, string path, ReadingWay way)
    {
        using var server = new RawServer($"HTTP/1.1 {status} X\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n{{\"half\": tok");
        using var scope = _bench.Open();
        using var client = _bench.Client();
        using var response = await client.GetAsync(new Uri(server.Url, path), HttpCompletionOption.ResponseHeadersRead, Cancelled);
        var thrown = await Record.ExceptionAsync(() => ReadAsync(response.Content, way));
        Assert.NotNull(thrown);
        var error = Assert.Single(scope.Snapshot().ApiErrors);
        Assert.Equal((status, "ResponseEnded", "{\"half\": …"), (error.StatusCode, error.Code, error.BodyExcerpt));
    }

    [Fact]
    public async Task Body_AppCancelsItsReading_IsCancelledUntilATimeoutIsSeen()
    {
        var (sent, gone) = (new TaskCompletionSource(), new TaskCompletionSource());
        await using var server = await LoopbackServer.StartAsync(async context =>
        {
            context.Response.ContentType = "application/json";
            await context.Response.WriteAsync("{");
            await context.Response.Body.FlushAsync();
            context.RequestAborted.Register(gone.SetResult);
            sent.SetResult();
            await gone.Task;
        });
        using var scope = _bench.Open();
        using var client = _bench.Client();
        client.Timeout = TimeSpan.FromMilliseconds(300);
        var thrown = await Assert.ThrowsAsync<TaskCanceledException>(() => client.GetStringAsync(new Uri(server.Url, Tools), Cancelled));
        Assert.IsType<TimeoutException>(thrown.InnerException);
        scope.AddException(thrown);
        Assert.Equal((200, "Timeout"), (Assert.Single(scope.Snapshot().ApiErrors).StatusCode, scope.Snapshot().ApiErrors[0].Code));
    }

    private async Task<(string Read, TicketDiagnostics Seen)> ReadAsync(string path, string body, ReadingWay way)
    {
        await using var server = await LoopbackServer.AnswerAsync(200, body);
        using var scope = _bench.Open();
        using var client = _bench.Client();
        using var response = await client.GetAsync(new Uri(server.Url, path), HttpCompletionOption.ResponseHeadersRead, Cancelled);
        var read = await ReadAsync(response.Content, way);
        response.Dispose();
        return (Encoding.UTF8.GetString(read), scope.Snapshot());
    }

    private static async Task<byte[]> ReadAsync(HttpContent content, ReadingWay way)
    {
        using var target = new MemoryStream();
        switch (way)
        {
            case ReadingWay.Whole:
                return Encoding.UTF8.GetBytes(await content.ReadAsStringAsync(Cancelled));
            case ReadingWay.Copy:
                await content.CopyToAsync(target, Cancelled);
                break;
            case ReadingWay.Stream:
                var stream = await content.ReadAsStreamAsync(Cancelled);
                var buffer = new byte[701];
                for (var read = await stream.ReadAsync(buffer, Cancelled); read > 0; read = await stream.ReadAsync(buffer, Cancelled))
                {
                    target.Write(buffer, 0, read);
                }

                break;
            case ReadingWay.SyncStream:
                content.ReadAsStream(Cancelled).CopyTo(target);
                break;
        }

        return target.ToArray();
    }

    public enum ReadingWay
    {
        Whole,
        Copy,
        Stream,
        SyncStream,
    }
}

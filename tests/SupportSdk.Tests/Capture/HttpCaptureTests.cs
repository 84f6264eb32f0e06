using System.Diagnostics;
using System.IO.Compression;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http;
using SupportSdk.Capture.Http;
using SupportSdk.Telemetry;

namespace SupportSdk.Tests.Capture;

public sealed class HttpCaptureTests
{
    private const string ActionKitError = """{"message":"{\"error\":{\"message\":\"No such channel\"}}","code":"41070","status":500,"meta":{"requestId":"5f5ef1a2-0000-4000-8000-000000000001"}}""";

    private const string StillRunning = """{"message":"Workflow has been enqueued but has not completed.","dateSubmitted":"2026-01-01T00:00:00Z","projectId":"38b1f170-0c43-4eae-9a04-ab85325d99f7","workflowId":"13ab4dd5-2b3f-4d8c-9b6c-000000000001","executionId":"7d1f8e9a-0000-4000-8000-000000000002"}""";

    private readonly CaptureBench _bench = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Call_DocumentedError_IsRecordedWhole(bool sync)
    {
        await using var server = await LoopbackServer.AnswerAsync(500, ActionKitError, "application/json; charset=utf-8");
        using var activity = new Activity("work").SetIdFormat(ActivityIdFormat.W3C).Start();
        using var scope = _bench.Open();
        using var client = _bench.Client();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(server.Url, "/projects/p/tools?status=x"));
        request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + Tokens.For("user-1"));
        using var response = sync ? client.Send(request, Cancelled) : await client.SendAsync(request, Cancelled);

        Assert.Equal(ActionKitError, await response.Content.ReadAsStringAsync(Cancelled));
        var seen = scope.Snapshot();
        var error = Assert.Single(seen.ApiErrors);
        Assert.Equal(("POST", 500, "41070", "No such channel"), (error.Method, error.StatusCode, error.Code, error.Message));
        Assert.Equal(("5f5ef1a2-0000-4000-8000-000000000001", activity.TraceId.ToHexString(), false), (error.RequestId, error.TraceId, error.IsIntegrationError));
        Assert.EndsWith("/projects/p/tools?status=x", error.Url, StringComparison.Ordinal);
        Assert.Equal(ActionKitError, error.BodyExcerpt);
        Assert.True(error.Duration > TimeSpan.Zero);
        Assert.Equal((1, "user-1"), (seen.CallsSeen, Assert.Single(seen.UserIds)));
        Assert.Equal(0, _bench.Losses.Of(LossReason.CaptureFailed));
    }

    [Theory]
    [InlineData(400, """{"message":[{"constraints":{"a":"one"},"children":[{"constraints":{"b":"two"}}]}]}""", null, "one; two")]
    [InlineData(403, """{"message":"Integration not enabled for user.","code":7210}""", "7210", "Integration not enabled for user.")]
    [InlineData(502, "upstream connect error\nmore", null, "upstream connect error")]
    [InlineData(500, "", null, null)]
    [InlineData(500, """{"message":"whole","code":"4107""", null, "whole")]
    public async Task SendAsync_Shape_GivesCodeAndMessage(int status, string body, string? code, string? message)
    {
        var error = await ErrorOfAsync(context => Answer(context, status, body));
        Assert.Equal((status, code, message), (error.StatusCode, error.Code, error.Message));
        Assert.Equal(body.Length == 0 ? null : body.StartsWith('{') && !body.EndsWith('}') ? error.BodyExcerpt : body, error.BodyExcerpt);
    }

    [Fact]
    public async Task SendAsync_IntegrationError_IsToldApart() =>
        Assert.True((await ErrorOfAsync(context => Answer(context, 404, """{"message":"x","meta":{"isIntegrationError":true}}"""))).IsIntegrationError);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Call_542_IsAnExecutionAndNoError(bool sync)
    {
        await using var server = await LoopbackServer.AnswerAsync(542, StillRunning);
        using var scope = _bench.Open();
        using var client = _bench.Client();
        using var request = new HttpRequestMessage(HttpMethod.Post, server.Url);
        using var response = sync ? client.Send(request, Cancelled) : await client.SendAsync(request, Cancelled);
        Assert.Empty(scope.Snapshot().ApiErrors);
        Assert.Equal("7d1f8e9a-0000-4000-8000-000000000002", Assert.Single(scope.Snapshot().Executions).ExecutionId.ToString());
        Assert.Equal(StillRunning, await response.Content.ReadAsStringAsync(Cancelled));
    }

    [Fact]
    public async Task SendAsync_542WithoutIds_IsKeptAsAnError() => Assert.Equal(542, (await ErrorOfAsync(context => Answer(context, 542, "{}"))).StatusCode);

    [Fact]
    public async Task SendAsync_SuccessfulResponse_IsCountedAndNeverTouched()
    {
        using var scope = _bench.Open();
        var content = new UntouchableContent();
        using var client = _bench.Client(new AnswerHandler(_ => new HttpResponseMessage(HttpStatusCode.OK) { Content = content }));
        using var response = await client.GetAsync(new Uri("http://localhost/"), HttpCompletionOption.ResponseHeadersRead, Cancelled);
        Assert.Same(content, response.Content);
        Assert.Equal((1, 0), (scope.Snapshot().CallsSeen, scope.Snapshot().ApiErrors.Count));
    }

    [Fact]
    public async Task SendAsync_AnotherHost_IsNotSeen()
    {
        var bench = new CaptureBench(null, null, "useparagon.com");
        await using var server = await LoopbackServer.AnswerAsync(500, ActionKitError);
        using var scope = bench.Open();
        using var client = bench.Client();
        using var response = await client.GetAsync(server.Url, Cancelled);
        Assert.Equal((0, 0), (scope.Snapshot().CallsSeen, scope.Snapshot().ApiErrors.Count));
    }

    [Fact]
    public async Task SendAsync_MegabyteBody_Keeps16KiBAndTheAppGetsAll()
    {
        var body = $$"""{"message":"big","filler":"{{string.Concat(Enumerable.Repeat("lorem ipsum ", 90_000))}}"}""";
        await using var server = await LoopbackServer.AnswerAsync(500, body);
        using var scope = _bench.Open();
        using var client = _bench.Client();
        using var response = await client.GetAsync(server.Url, Cancelled);
        Assert.Equal(body, await response.Content.ReadAsStringAsync(Cancelled));
        var error = Assert.Single(scope.Snapshot().ApiErrors);
        Assert.Equal("big", error.Message);
        Assert.InRange(Encoding.UTF8.GetByteCount(error.BodyExcerpt!), 16_000, 16 * 1024 + 2);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    public async Task SendAsync_CompressedBody_IsLeftAlone(string coding)
    {
        using var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            await gzip.WriteAsync(Encoding.UTF8.GetBytes(ActionKitError), Cancelled);
        }

        await using var server = await LoopbackServer.StartAsync(async context =>
        {
            (context.Response.StatusCode, context.Response.ContentType, context.Response.Headers.ContentEncoding) = (500, "application/json", coding);
            await context.Response.Body.WriteAsync(packed.ToArray());
        });
        using var scope = _bench.Open();
        using var client = _bench.Client();
        using var response = await client.GetAsync(server.Url, Cancelled);
        Assert.Equal(packed.ToArray(), await response.Content.ReadAsByteArrayAsync(Cancelled));
        Assert.Null(Assert.Single(scope.Snapshot().ApiErrors).BodyExcerpt);
    }

    [Theory]
    [InlineData("application/octet-stream")]
    [InlineData("image/png")]
    [InlineData(null)]
    public async Task SendAsync_NotText_TakesNoExcerpt(string? contentType) =>
        Assert.Null((await ErrorOfAsync(context => Answer(context, 500, ActionKitError, contentType))).BodyExcerpt);

    [Fact]
    public async Task SendAsync_Head_IsRecordedWithoutBody()
    {
        await using var server = await LoopbackServer.StartAsync(context =>
        {
            (context.Response.StatusCode, context.Response.ContentType, context.Response.ContentLength) = (404, "application/json", 100);
            return Task.CompletedTask;
        });
        using var scope = _bench.Open();
        using var client = _bench.Client();
        using var response = await client.SendAsync(new HttpRequestMessage(HttpMethod.Head, server.Url), Cancelled);
        Assert.Equal(100, response.Content.Headers.ContentLength);
        Assert.Equal(("HEAD", null), (Assert.Single(scope.Snapshot().ApiErrors).Method, scope.Snapshot().ApiErrors[0].BodyExcerpt));
    }

    [Fact]
    public async Task SendAsync_Redirect_IsOneCallAtItsLastAddress()
    {
        var error = await ErrorOfAsync(async context =>
        {
            if (context.Request.Path == "/")
            {
                context.Response.Redirect("/moved");
                return;
            }

            await Answer(context, 500, ActionKitError);
        });
        Assert.EndsWith("/moved", error.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SendAsync_RedirectOutOfParagon_TakesNoForeignText()
    {
        await using var foreign = await LoopbackServer.AnswerAsync(500, ActionKitError);
        await using var server = await LoopbackServer.StartAsync(context =>
        {
            context.Response.Redirect(foreign.Url.AbsoluteUri);
            return Task.CompletedTask;
        });
        var bench = new CaptureBench(null, null, $"127.0.0.1:{server.Url.Port}");
        using var scope = bench.Open();
        using var client = bench.Client();
        using var response = await client.GetAsync(server.Url, Cancelled);
        var error = Assert.Single(scope.Snapshot().ApiErrors);
        Assert.Equal((server.Url.AbsoluteUri, null, null), (error.Url, error.BodyExcerpt, error.Message));
    }

    [Fact]
    public async Task SendAsync_RetriesAroundTheHandler_AreSeparateErrors()
    {
        await using var server = await LoopbackServer.AnswerAsync(503, ActionKitError);
        using var scope = _bench.Open();
        using var client = new HttpClient(new TwiceHandler { InnerHandler = new CaptureHandler(_bench.Http) { InnerHandler = CaptureBench.Plain() } });
        using var response = await client.GetAsync(server.Url, Cancelled);
        Assert.Equal((2, 2), (scope.Snapshot().ApiErrors.Count, scope.Snapshot().CallsSeen));
    }

    [Fact]
    public async Task SendAsync_InMemoryContent_IsReadAndLeftAsItWas()
    {
        using var scope = _bench.Open();
        var content = new StringContent(ActionKitError, Encoding.UTF8, "application/json");
        using var client = _bench.Client(new AnswerHandler(_ => new HttpResponseMessage(HttpStatusCode.BadGateway) { Content = content }));
        using var response = await client.GetAsync(new Uri("http://localhost/"), HttpCompletionOption.ResponseHeadersRead, Cancelled);
        Assert.Same(content, response.Content);
        Assert.True((await response.Content.ReadAsStreamAsync(Cancelled)).CanSeek);
        Assert.Equal(ActionKitError, await response.Content.ReadAsStringAsync(Cancelled));
        Assert.Equal("41070", Assert.Single(scope.Snapshot().ApiErrors).Code);
    }

    [Fact]
    public async Task SendAsync_AnAppsOwnContent_IsOpenedByTheAppAlone()
    {
        using var scope = _bench.Open();
        var content = new UntouchableContent();
        content.Headers.TryAddWithoutValidation("Content-Type", "application/json");
        using var client = _bench.Client(new AnswerHandler(_ => new HttpResponseMessage(HttpStatusCode.BadGateway) { Content = content }));
        using var response = await client.GetAsync(new Uri("http://localhost/"), HttpCompletionOption.ResponseHeadersRead, Cancelled);
        Assert.Equal(502, Assert.Single(scope.Snapshot().ApiErrors).StatusCode);
        var thrown = await Assert.ThrowsAsync<InvalidOperationException>(() => response.Content.ReadAsStringAsync(Cancelled));
        Assert.Equal("Somebody read the app's content.", thrown.Message);
    }

    [Fact]
    public async Task SendAsync_CaptureFails_CallGoesOnAndTheLossIsCounted()
    {
        await using var server = await LoopbackServer.AnswerAsync(542, StillRunning);
        var broken = new CaptureBench(dashboard: new Uri("ftp://dashboard.example"));
        using var scope = broken.Open();
        using var client = broken.Client();
        using var response = await client.GetAsync(server.Url, Cancelled);
        Assert.Equal(StillRunning, await response.Content.ReadAsStringAsync(Cancelled));
        Assert.Empty(scope.Snapshot().Executions);
        Assert.Equal(1, broken.Losses.Of(LossReason.CaptureFailed));
    }

    [Fact]
    public void ForCurrentScope_IsTheOwnersOrNull()
    {
        Assert.Null(HttpCapture.ForCurrentScope);
        using (_bench.Open())
        {
            Assert.Same(_bench.Http, HttpCapture.ForCurrentScope);
        }

        Assert.Null(HttpCapture.ForCurrentScope);
    }

    private async Task<ApiError> ErrorOfAsync(RequestDelegate answer)
    {
        await using var server = await LoopbackServer.StartAsync(answer);
        using var scope = _bench.Open();
        using var client = _bench.Client();
        using var response = await client.GetAsync(server.Url, Cancelled);
        return Assert.Single(scope.Snapshot().ApiErrors);
    }

    private static Task Answer(HttpContext context, int status, string body, string? contentType = "text/plain")
    {
        (context.Response.StatusCode, context.Response.ContentType) = (status, contentType);
        return context.Response.WriteAsync(body);
    }

    private sealed class TwiceHandler : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            using (await base.SendAsync(request, cancellationToken))
            {
            }

            return await base.SendAsync(request, cancellationToken);
        }
    }
}

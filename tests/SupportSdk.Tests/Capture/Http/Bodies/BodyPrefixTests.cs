using System.Text;
using Microsoft.Extensions.Time.Testing;

namespace SupportSdk.Tests.Capture.Http.Bodies;

public sealed class BodyPrefixTests
{
    private readonly FakeTimeProvider _clock = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task SlowBody_HeadersAfterTheBudget_ThenEveryByteAndAFullerRecord(bool syncRead)
    {
        var (sent, go) = (new TaskCompletionSource(), new TaskCompletionSource());
        await using var server = await SlowServerAsync(sent, go);
        var bench = new CaptureBench(_clock);
        using var scope = bench.Open();
        using var client = bench.Client();
        using var response = await HandedOverAsync(client.GetAsync(server.Url, HttpCompletionOption.ResponseHeadersRead, Cancelled), sent);
        Assert.Null(Assert.Single(scope.Snapshot().ApiErrors).Code);

        var stream = syncRead ? response.Content.ReadAsStream(Cancelled) : await response.Content.ReadAsStreamAsync(Cancelled);
        go.SetResult();
        using var reader = new StreamReader(stream);
        Assert.Equal("""{"message":"slow","code":"41070"}""", syncRead ? reader.ReadToEnd() : await reader.ReadToEndAsync(Cancelled));
        var error = Assert.Single(scope.Snapshot().ApiErrors);
        Assert.Equal(("slow", "41070", """{"message":"slow","code":"41070"}"""), (error.Message, error.Code, error.BodyExcerpt));
    }

    [Fact]
    public async Task SlowBody_AppCancelsItsRead_ReadIsCancelledWithItsToken()
    {
        var (sent, go) = (new TaskCompletionSource(), new TaskCompletionSource());
        await using var server = await SlowServerAsync(sent, go);
        var bench = new CaptureBench(_clock);
        using var scope = bench.Open();
        using var client = bench.Client();
        using var response = await HandedOverAsync(client.GetAsync(server.Url, HttpCompletionOption.ResponseHeadersRead, Cancelled), sent);
        using var caller = new CancellationTokenSource();
        var stream = await response.Content.ReadAsStreamAsync(Cancelled);
        var rest = ReadToEndAsync(stream, caller.Token);
        await caller.CancelAsync();
        var thrown = await Assert.ThrowsAsync<TaskCanceledException>(() => rest);
        Assert.Equal(caller.Token, thrown.CancellationToken);
        go.SetResult();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task SlowBody_DisposedUnread_AbandonsTheReadAndClosesTheConnection(bool withStream)
    {
        var (sent, go, aborted) = (new TaskCompletionSource(), new TaskCompletionSource(), new TaskCompletionSource());
        await using var server = await SlowServerAsync(sent, go, aborted);
        var bench = new CaptureBench(_clock);
        using var scope = bench.Open();
        using var client = bench.Client();
        var response = await HandedOverAsync(client.GetAsync(server.Url, HttpCompletionOption.ResponseHeadersRead, Cancelled), sent);
        if (withStream)
        {
            await (await response.Content.ReadAsStreamAsync(Cancelled)).DisposeAsync();
        }

        response.Dispose();
        response.Dispose();
        await aborted.Task.WaitAsync(TimeSpan.FromSeconds(20), TimeProvider.System, Cancelled);
        Assert.Single(scope.Snapshot().ApiErrors);
        go.SetResult();
    }

    [Fact]
    public async Task SlowBody_CallerCancelsDuringThePrefix_ResponseIsHandedOverAsWithoutUs()
    {
        var (sent, go) = (new TaskCompletionSource(), new TaskCompletionSource());
        await using var server = await SlowServerAsync(sent, go);
        var bench = new CaptureBench(_clock);
        using var scope = bench.Open();
        using var client = bench.Client();
        using var caller = new CancellationTokenSource();
        var call = client.GetAsync(server.Url, HttpCompletionOption.ResponseHeadersRead, caller.Token);
        await sent.Task;
        await CancelWhenWaitingAsync(call, caller);
        var thrown = await Record.ExceptionAsync(async () => (await call).Dispose());
        Assert.True(thrown is null or OperationCanceledException);
        go.SetResult();
    }

    [Theory]
    [InlineData("HTTP/1.1 500 Error\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n{\"message\":\"cut\",\"re", false)]
    [InlineData("HTTP/1.1 500 Error\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n14\r\n{\"message\":\"cut\",\"re\r\n50\r\nhalf", false)]
    [InlineData("HTTP/1.1 500 Error\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", false)]
    [InlineData("HTTP/1.1 500 Error\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n{\"message\":\"cut\",\"re", true)]
    [InlineData("HTTP/1.1 500 Error\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n{\"message\":\"cut\",\"re", false)]
    [InlineData("HTTP/1.1 500 Error\r\nContent-Type: application/json\r\nContent-Length: 0\r\n\r\n", false)]
    [InlineData("HTTP/1.1 500 Error\r\nContent-Type: ;;bad\r\nContent-Language: a b\r\nExpires: 0\r\nContent-Length: 2\r\n\r\n{}", false)]
    [InlineData("HTTP/1.1 500 Error\r\nContent-Type: text/plain; charset=nonsense\r\nTransfer-Encoding: chunked\r\nTrailer: T\r\n\r\n2\r\nok\r\n0\r\nT: end\r\n\r\n", false)]
    public async Task AnyBody_AppSeesWhatAPlainClientShows(string answer, bool sync)
    {
        foreach (var option in new[] { HttpCompletionOption.ResponseHeadersRead, HttpCompletionOption.ResponseContentRead })
        {
            using var plain = new HttpClient(CaptureBench.Plain());
            var bench = new CaptureBench();
            using var scope = bench.Open();
            using var captured = bench.Client();
            Assert.Equal(await TranscriptAsync(plain, answer, option, sync), await TranscriptAsync(captured, answer, option, sync));
            Assert.Equal(0, bench.Losses.Of(SupportSdk.Telemetry.LossReason.CaptureFailed));
        }
    }

    [Fact]
    public async Task Content_ReadTwice_FailsAsThePlainOne()
    {
        foreach (var client in new[] { new HttpClient(CaptureBench.Plain()), new CaptureBench().Client() })
        {
            await using var server = await LoopbackServer.AnswerAsync(500, "{}");
            using var scope = new CaptureBench().Open();
            using var response = await client.GetAsync(server.Url, HttpCompletionOption.ResponseHeadersRead, Cancelled);
            var stream = await response.Content.ReadAsStreamAsync(Cancelled);
            Assert.Same(stream, await response.Content.ReadAsStreamAsync(Cancelled));
            Assert.Equal((true, false, false), (stream.CanRead, stream.CanSeek, stream.CanWrite));
            var thrown = await Assert.ThrowsAsync<InvalidOperationException>(() => response.Content.ReadAsStringAsync(Cancelled));
            Assert.Equal("The stream was already consumed. It cannot be read again.", thrown.Message);
            client.Dispose();
        }
    }

    [Fact]
    public async Task Content_LoadIntoBufferThenReadTwice_Works()
    {
        await using var server = await LoopbackServer.AnswerAsync(500, """{"message":"m"}""");
        var bench = new CaptureBench();
        using var scope = bench.Open();
        using var client = bench.Client();
        using var response = await client.GetAsync(server.Url, HttpCompletionOption.ResponseHeadersRead, Cancelled);
        await response.Content.LoadIntoBufferAsync(Cancelled);
        Assert.Equal("""{"message":"m"}""", await response.Content.ReadAsStringAsync(Cancelled));
        Assert.True((await response.Content.ReadAsStreamAsync(Cancelled)).CanSeek);
    }

    private static async Task<string> TranscriptAsync(HttpClient client, string answer, HttpCompletionOption option, bool sync)
    {
        using var server = new RawServer(answer);
        var text = new StringBuilder();
        var thrown = await Record.ExceptionAsync(async () =>
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, server.Url);
            using var response = sync ? client.Send(request, option, Cancelled) : await client.SendAsync(request, option, Cancelled);
            text.Append((int)response.StatusCode).Append(response.Headers).Append(response.Content.Headers).Append(response.Content.Headers.ContentLength);
            var stream = sync ? response.Content.ReadAsStream(Cancelled) : await response.Content.ReadAsStreamAsync(Cancelled);
            for (var (buffer, read) = (new byte[7], 1); read > 0;)
            {
                read = sync ? stream.Read(buffer) : await stream.ReadAsync(buffer, Cancelled);
                text.Append(Encoding.Latin1.GetString(buffer, 0, read));
            }

            text.Append(response.TrailingHeaders);
        });
        for (var e = thrown; e is not null; e = e.InnerException)
        {
            text.Append('|').Append(e.GetType()).Append((e as HttpRequestException)?.HttpRequestError).Append((e as HttpIOException)?.HttpRequestError).Append(e.Message);
        }

        // The runtime words a body that ends too early differently for a read and for a copy; its type and kind are the same.
        return text.Replace(", with at least 480 additional bytes expected", "").ToString();
    }

    // The budget is the fake clock's: it is moved until the response is there, since when the wait begins cannot be seen from here.
    private async Task<HttpResponseMessage> HandedOverAsync(Task<HttpResponseMessage> call, TaskCompletionSource sent)
    {
        await sent.Task;
        while (!call.IsCompleted)
        {
            _clock.Advance(TimeSpan.FromMilliseconds(51));
            await Task.Yield();
        }

        return await call;
    }

    private static async Task CancelWhenWaitingAsync(Task call, CancellationTokenSource caller)
    {
        Assert.False(call.IsCompleted);
        await caller.CancelAsync();
    }

    private static async Task<int> ReadToEndAsync(Stream stream, CancellationToken cancellationToken)
    {
        var (buffer, total) = (new byte[64], 0);
        for (var read = 1; read > 0; total += read)
        {
            read = await stream.ReadAsync(buffer, cancellationToken);
        }

        return total;
    }

    private static Task<LoopbackServer> SlowServerAsync(TaskCompletionSource sent, TaskCompletionSource go, TaskCompletionSource? aborted = null) => LoopbackServer.StartAsync(async context =>
    {
        context.RequestAborted.Register(() => aborted?.TrySetResult());
        (context.Response.StatusCode, context.Response.ContentType) = (500, "application/json");
        await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes("""{"message":"slow","""));
        await context.Response.Body.FlushAsync();
        sent.TrySetResult();
        await go.Task;
        await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes("\"code\":\"41070\"}"));
    });
}

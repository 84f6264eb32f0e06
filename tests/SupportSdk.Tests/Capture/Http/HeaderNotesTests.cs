using System.Net.Http.Headers;

namespace SupportSdk.Tests.Capture.Http;

public sealed class HeaderNotesTests
{
    private readonly CaptureBench _bench = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Failure_BothHeaderSets_PassTheAllowList()
    {
        using var server = new RawServer("HTTP/1.1 500 Error\r\nX-Request-Id: r-17\r\nSet-Cookie: session=COOKIESECRET\r\nX-Api-Key: KEYSECRET\r\nContent-Type: text/plain\r\nContent-Language: en\r\nContent-Length: 2\r\n\r\nno");
        var seen = await CallAsync(server.Url, request =>
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Tokens.For("user-1"));
            request.Headers.Add("X-Correlation-Id", "c-4");
            request.Headers.Add("X-Customer", "CUSTOMERSECRET");
            request.Content = new StringContent("{}", null, "application/json");
        });
        var error = Assert.Single(seen.ApiErrors);
        Assert.Equal(
            ["Content-Language: [redacted:header-value]", "Content-Length: 2", "Content-Type: text/plain", "Set-Cookie: [redacted:header-value]", "X-Api-Key: [redacted:header-value]", "X-Request-ID: r-17"],
            error.ResponseHeaders!.Split('\n').Order(StringComparer.Ordinal));
        Assert.Contains("X-Correlation-Id: c-4", error.RequestHeaders, StringComparison.Ordinal);
        Assert.Contains("Authorization: [redacted:header-value]", error.RequestHeaders, StringComparison.Ordinal);
        Assert.Contains("Content-Type: application/json", error.RequestHeaders, StringComparison.Ordinal);
        Assert.DoesNotContain("SECRET", error.ResponseHeaders + error.RequestHeaders, StringComparison.Ordinal);
        Assert.Contains(seen.Redactions, note => note.Rule == "header-value");
    }

    [Fact]
    public async Task Failure_SecretInAnAllowedHeader_IsMasked()
    {
        using var server = new RawServer($"HTTP/1.1 500 Error\r\nX-Request-Id: {Tokens.For("user-9")}\r\nContent-Length: 0\r\n\r\n");
        var error = Assert.Single((await CallAsync(server.Url)).ApiErrors);
        Assert.DoesNotContain("eyJ", error.ResponseHeaders, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Failure_ControlCharactersInAHeader_MakeNoOtherLine()
    {
        using var server = new RawServer("HTTP/1.1 500 Error\r\nServer: a\u0001b\tc\u001b[31m\r\nX-Request-Id: one\r\n two\r\nContent-Length: 0\r\n\r\n");
        var seen = await CallAsync(server.Url);
        var lines = Assert.Single(seen.ApiErrors).ResponseHeaders!.Split('\n');
        Assert.Equal(["Content-Length: 0", "Server: ab c[31m", "X-Request-ID: one   two"], lines.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Success_Headers_AreNotTaken()
    {
        await using var server = await LoopbackServer.AnswerAsync(200, "{}");
        Assert.Empty((await CallAsync(server.Url)).ApiErrors);
    }

    [Fact]
    public async Task NoResponse_RequestHeaders_AreTaken()
    {
        var seen = await CallAsync(new Uri($"http://127.0.0.1:{CaptureBench.ClosedPort()}/"), request => request.Headers.Add("X-Correlation-Id", "c-5"));
        Assert.Equal(("X-Correlation-Id: c-5", null), (Assert.Single(seen.ApiErrors).RequestHeaders, seen.ApiErrors[0].ResponseHeaders));
    }

    [Fact]
    public void AddApiError_HeadersOfTheAppsOwn_PassTheAllowListToo()
    {
        using var scope = _bench.Open();
        scope.AddApiError(new ApiError { Method = "GET", Url = "https://a/", OccurredAt = default, ResponseHeaders = "X-Session: S3CRET\nX-Request-Id: r-1\nno header" });
        Assert.Equal("X-Session: [redacted:header-value]\nX-Request-Id: r-1\nno header", Assert.Single(scope.Snapshot().ApiErrors).ResponseHeaders);
    }

    private async Task<TicketDiagnostics> CallAsync(Uri url, Action<HttpRequestMessage>? change = null)
    {
        using var scope = _bench.Open();
        using var client = _bench.Client();
        using var request = new HttpRequestMessage(HttpMethod.Post, url);
        change?.Invoke(request);
        await Record.ExceptionAsync(async () => (await client.SendAsync(request, Cancelled)).Dispose());
        return scope.Snapshot();
    }
}

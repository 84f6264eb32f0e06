using System.Diagnostics;
using System.Text;

namespace SupportSdk.Tests.Capture.Runtime;

/// <summary>Listening changes no byte of what the app sends, and makes no activity.</summary>
public sealed class RuntimeWireTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Wire_WithAndWithoutListening_IsTheSameBytes(bool sync)
    {
        var bare = await WireAsync(sync);
        using var bench = new RuntimeBench();
        using var scope = bench.Open();

        var listened = await WireAsync(sync);

        Assert.Equal(bare, listened);
        Assert.DoesNotContain("traceparent", listened, StringComparison.OrdinalIgnoreCase);
        Assert.Single(scope.Snapshot().ApiErrors);
    }

    [Fact]
    public async Task Call_Listening_MakesNoActivity()
    {
        using var bench = new RuntimeBench();
        using var server = new RawServer("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        using var scope = bench.Open();
        var inside = new Activity("never started");
        using var client = new HttpClient(new AnswerHandler(_ =>
        {
            inside = Activity.Current;
            return new HttpResponseMessage();
        }));

        (await client.GetAsync(server.Url, Cancelled)).Dispose();

        Assert.Null(inside);
        Assert.Single(scope.Snapshot().Calls);
    }

    private static async Task<string> WireAsync(bool sync)
    {
        using var client = new HttpClient(CaptureBench.Plain());
        using var server = new RawServer("HTTP/1.1 500 Error\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}");
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(server.Url, "/p?a=b%20c")) { Content = new StringContent("body") };
        request.Headers.TryAddWithoutValidation("Authorization", "Bearer   " + Tokens.For("user-1"));
        request.Headers.TryAddWithoutValidation("X-Odd", "a,  b;c");
        using var response = sync ? client.Send(request, Cancelled) : await client.SendAsync(request, Cancelled);
        return Encoding.Latin1.GetString(await server.Request).Replace($":{server.Url.Port}", "", StringComparison.Ordinal);
    }
}

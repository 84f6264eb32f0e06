using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace SupportSdk.Tests.Capture.Logs;

public sealed class LogSecretTests
{
    private const string Secret = "hunter2-Xq7-horse";

    [Fact]
    public void Log_SecretNamedValue_IsMaskedInTheTextToo()
    {
        using var bench = new LogBench();
        using var scope = bench.Capture.Open();
        bench.Logger.LogWarning("Logging in with {Password} as {User}", Secret, "dana");
        bench.Logger.Log(LogLevel.Warning, 0, new Dictionary<string, object?> { ["ApiKey"] = Secret }, null, static (s, _) => $"Key {s["ApiKey"]} refused");
        using (bench.Logger.BeginScope(new Dictionary<string, object> { ["client_secret"] = Secret }))
        {
            bench.Logger.LogWarning("Authorization: Bearer {Value}", Secret);
        }

        var seen = scope.Snapshot();
        AssertClean(seen);
        Assert.Equal("dana", seen.Logs[0].Values["User"]);
        Assert.Contains("as dana", seen.Logs[0].Message, StringComparison.Ordinal);
        Assert.NotEmpty(seen.Redactions);
    }

    [Theory]
    [InlineData("true")]
    [InlineData("(null)")]
    [InlineData("no")]
    public void Log_SecretNamedValueThatIsNone_LeavesTheText(string value)
    {
        using var bench = new LogBench();
        using var scope = bench.Capture.Open();
        bench.Logger.LogWarning("It is {Value} that {Password} was typed, and no more", value, value);
        Assert.StartsWith($"It is {value} that ", Assert.Single(scope.Snapshot().Logs).Message, StringComparison.Ordinal);
    }

    // R6: the framework's own client log holds addresses and, at trace, every header, in the text and in the state.
    [Fact]
    public async Task Log_FrameworksHttpLogAtTrace_HoldsNoSecret()
    {
        using var bench = new LogBench(minimum: LogLevel.Trace);
        var services = new ServiceCollection().AddSingleton(bench.Factory);
        services.AddHttpClient("vendor").RedactLoggedHeaders(static _ => false)
            .ConfigurePrimaryHttpMessageHandler(static () => new AnswerHandler(static _ =>
            {
                var response = new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent("fine") };
                response.Headers.Add("Set-Cookie", $"session={Secret}; path=/");
                return response;
            }));
        await using var provider = services.BuildServiceProvider();
        using var scope = bench.Capture.Open();
        using var request = new HttpRequestMessage(HttpMethod.Get, $"https://vendor.example/api/orders?access_token={Secret}&page=2");
        request.Headers.Add("Authorization", $"Bearer {Secret}");
        request.Headers.Add("X-Api-Key", Secret);
        request.Headers.Add("Cookie", $"session={Secret}");
        request.Headers.Add("X-Request-Id", "f3b0c442");
        using var http = provider.GetRequiredService<IHttpClientFactory>().CreateClient("vendor");
        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);

        var seen = scope.Snapshot();
        Assert.Contains(seen.Logs, log => log.Level == LogLevel.Trace && log.Message.Contains("Request Headers", StringComparison.Ordinal));
        Assert.Contains(seen.Logs, log => log.Message.Contains("/api/orders", StringComparison.Ordinal));
        Assert.Contains(seen.Logs, log => log.Values.Values.Contains("f3b0c442"));
        AssertClean(seen);
    }

    private static void AssertClean(TicketDiagnostics seen) => Assert.All(
        seen.Logs.SelectMany(log => log.LogScopes.Concat(log.Values.Values).Append(log.Message).Append(log.Category)),
        text => Assert.DoesNotContain(Secret, text, StringComparison.Ordinal));
}

using System.Diagnostics;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using SupportSdk.Paragon.Api;
using SupportSdk.Status;
using SupportSdk.Tests.Doubles;

namespace SupportSdk.Tests.Capture.Http;

/// <summary>Faults that were reproduced in well-known libraries, and that this one must not have.</summary>
public sealed class PeerFaultTests
{
    private const string Tools = "/projects/38b1f170-0c43-4eae-9a04-ab85325d99f7/tools";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(200)]
    [InlineData(500)]
    public async Task R1_ServerDiesInTheBody_AppGetsTheExceptionAndDoesNotHang(int status)
    {
        var answer = $"HTTP/1.1 {status} X\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n40\r\n{{\"half";
        await using var support = TestClient.Create(new RecordingChannel(), builder => builder.Configure(o => o.Paragon.Hosts.Add("127.0.0.1")));
        using var scope = support.BeginScope();
        var thrown = new List<Exception?>();
        foreach (var handler in new HttpMessageHandler[] { CaptureBench.Plain(), new DiagnosticsHandler(support, CaptureBench.Plain()) })
        {
            using var server = new RawServer(answer);
            using var client = new HttpClient(handler);
            using var response = await client.GetAsync(new Uri(server.Url, Tools), HttpCompletionOption.ResponseHeadersRead, Cancelled);
            var stream = await response.Content.ReadAsStreamAsync(Cancelled);
            var reading = stream.CopyToAsync(Stream.Null, Cancelled);
            thrown.Add(await Record.ExceptionAsync(() => reading.WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System, Cancelled)));
        }

        Assert.Equal((thrown[0]!.GetType(), thrown[0]!.Message), (thrown[1]!.GetType(), thrown[1]!.Message));
        Assert.IsType<HttpIOException>(thrown[1]);
    }

    [Theory]
    [InlineData(200)]
    [InlineData(500)]
    public async Task R2_SlowBody_HeadersComeFirstAndNoByteIsLost(int status)
    {
        const int Pieces = 10;
        var go = new SemaphoreSlim(0);
        await using var server = await LoopbackServer.StartAsync(async context =>
        {
            (context.Response.StatusCode, context.Response.ContentType) = (status, "application/json");
            await context.Response.Body.FlushAsync();
            for (var i = 0; i < Pieces; i++)
            {
                await go.WaitAsync(context.RequestAborted);
                await context.Response.WriteAsync($"{i}123456789");
                await context.Response.Body.FlushAsync();
            }
        });
        await using var support = TestClient.Create(new RecordingChannel(), builder =>
        {
            builder.Services.AddSingleton(TimeProvider.System); // The budget of the prefix is real time here.
            builder.Configure(o => o.Paragon.Hosts.Add("127.0.0.1"));
        });
        using var scope = support.BeginScope();
        using var client = new HttpClient(new DiagnosticsHandler(support, CaptureBench.Plain()));

        // No byte of the body is on the wire until the app has the response: a handler that waited for some would wait for ever.
        using var response = await client.GetAsync(new Uri(server.Url, Tools), HttpCompletionOption.ResponseHeadersRead, Cancelled);
        var stream = await response.Content.ReadAsStreamAsync(Cancelled);
        var (text, buffer) = (new StringBuilder(), new byte[64]);
        for (var i = 0; i < Pieces; i++)
        {
            go.Release();
            for (var piece = 0; piece < 10;)
            {
                var read = await stream.ReadAsync(buffer, Cancelled);
                text.Append(Encoding.ASCII.GetString(buffer, 0, read));
                piece += read;
            }
        }

        Assert.Equal(0, await stream.ReadAsync(buffer, Cancelled));
        Assert.Equal(string.Concat(Enumerable.Range(0, Pieces).Select(i => $"{i}123456789")), text.ToString());
    }

    [Theory]
    [InlineData(StatusHttp.ClientName)]
    [InlineData(TaskHistoryHttp.ClientName)]
    public async Task R3_HostWithResilienceByDefault_TheSdksOwnClientsSendOnce(string name)
    {
        var calls = 0;
        await using var server = await LoopbackServer.StartAsync(context =>
        {
            Interlocked.Increment(ref calls);
            context.Response.StatusCode = 503;
            return Task.CompletedTask;
        });
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSupport().AddChannel(new RecordingChannel()).CaptureHttpClients();
        services.ConfigureHttpClientDefaults(builder => builder.AddStandardResilienceHandler(options => options.Retry.Delay = TimeSpan.Zero));
        await using var provider = services.BuildServiceProvider();
        using var own = provider.GetRequiredService<IHttpClientFactory>().CreateClient(name);
        (await own.PostAsync(server.Url, null, Cancelled)).Dispose();
        Assert.Equal(1, calls);

        using var apps = provider.GetRequiredService<IHttpClientFactory>().CreateClient("app");
        (await apps.PostAsync(server.Url, null, Cancelled)).Dispose();
        Assert.True(calls > 2, "The host's own clients retry: without that the test proves nothing.");
    }

    [Fact]
    public async Task Headers_FailedBodyThatNeverComes_AreNotWithheldBeyondTheBudget()
    {
        var go = new TaskCompletionSource();
        await using var server = await LoopbackServer.StartAsync(async context =>
        {
            (context.Response.StatusCode, context.Response.ContentType) = (500, "application/json");
            await context.Response.Body.FlushAsync();
            await go.Task;
        });
        var bench = new CaptureBench();
        using var scope = bench.Open();
        using var client = bench.Client();
        var started = Stopwatch.GetTimestamp();
        using var response = await client.GetAsync(server.Url, HttpCompletionOption.ResponseHeadersRead, Cancelled);
        Assert.True(Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(20));
        go.SetResult();
    }
}

using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using SupportSdk.Telemetry;

namespace SupportSdk.Tests.Capture;

/// <summary>Memory under very many failing calls. Alone, since it counts what the whole process keeps.</summary>
[Collection(nameof(EvidenceSoakTests))]
[CollectionDefinition(nameof(EvidenceSoakTests), DisableParallelization = true)]
public sealed class EvidenceSoakTests
{
    // SOAK_CALLS=1000000 runs the whole million; a test that counts bytes, not time.
    private static readonly int Calls = int.TryParse(Environment.GetEnvironmentVariable("SOAK_CALLS"), NumberStyles.None, CultureInfo.InvariantCulture, out var calls) ? calls : 50_000;

    [Fact]
    public async Task FailingCalls_ManyScopesThatStayOpen_KeepWithinTheBudget()
    {
        const long Slack = 4 * 1024 * 1024;
        var bench = new CaptureBench(hosts: "shop.example");
        using var client = bench.Client(new AnswerHandler(static _ => Failed()));
        var scopes = new List<DiagnosticScope>();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var i = 0; i < Calls; i++)
        {
            if (i % 100 == 0)
            {
                scopes.Add(bench.Open());
                if (scopes.Count > 500)
                {
                    scopes.RemoveAt(0); // Never disposed: an app that forgets must not pay with its memory.
                }
            }

            using var response = await client.GetAsync(new Uri("http://shop.example/orders/1"), TestContext.Current.CancellationToken);
            _ = await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
            if (i % 1_000 == 0)
            {
                Assert.InRange(bench.Store.Budget.Used, 0, bench.Store.Budget.MaxBytes);
            }
        }

        var kept = GC.GetTotalMemory(forceFullCollection: true) - before;
        Assert.True(kept <= bench.Store.Budget.MaxBytes + Slack, $"{kept} bytes are kept after {Calls} failing calls.");
        Assert.True(bench.Losses.Of(LossReason.MemoryBudget) > 0);
        Assert.Equal(500, scopes.Count);
    }

    private static HttpResponseMessage Failed()
    {
        var content = new ByteArrayContent(Body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return new HttpResponseMessage(HttpStatusCode.InternalServerError) { Content = content };
    }

    private static readonly byte[] Body = [.. """{"message":"failed","code":"41070","meta":{"requestId":"5f5ef1a2"}}"""u8, .. new byte[2_000].Select(static _ => (byte)' ')];
}

using System.Diagnostics.Metrics;
using System.Diagnostics.Tracing;
using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.DependencyInjection;
using SupportSdk.Outbox;
using SupportSdk.Tests.Capture;
using SupportSdk.Tests.Doubles;

namespace SupportSdk.Tests;

/// <summary>What a client hangs into the process is gone after its dispose. Alone, since it counts what the whole process has.</summary>
[Collection(nameof(HookTests))]
[CollectionDefinition(nameof(HookTests), DisableParallelization = true)]
public sealed class HookTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Dispose_EveryHook_IsGone(bool async)
    {
        var before = Hooks();

        var (client, capture) = await Task.Run(() => UseAsync(async, before), TestContext.Current.CancellationToken);

        Assert.Equal(before, Hooks());
        for (var turn = 0; turn < 1_000 && (client.IsAlive || capture.IsAlive); turn++)
        {
            await Task.Run(Collect, TestContext.Current.CancellationToken); // What was under way at the dispose lets go when it has ended.
        }

        Assert.Equal((false, false), (client.IsAlive, capture.IsAlive));
    }

    [Theory]
    [InlineData(false, true)]
    [InlineData(true, false)]
    public async Task Create_CaptureOff_NothingListens(bool captures, bool uninstrumented)
    {
        var before = Hooks();
        await using var client = TestClient.Create(new RecordingChannel(), builder =>
        {
            _ = captures ? builder.CaptureHttpClients() : builder;
            builder.Configure(options => options.Capture.UninstrumentedClients = uninstrumented);
        });

        Assert.Equal(before, Hooks());
    }

    // A method of its own, so that no local here keeps the client.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task<(WeakReference Client, WeakReference Capture)> UseAsync(bool async, ProcessHooks before)
    {
        var client = TestClient.Create(new RecordingChannel(), builder =>
        {
            builder.Services.AddSingleton(new OutboxRegistration(Durable: true));
            builder.CaptureHttpClients().SubmitUnhandledExceptions();
        });
        Assert.Equal(new ProcessHooks(before.Unhandled + 2, Events: true, Meter: true) { Unobserved = before.Unobserved + 1 }, Hooks()); // A crash is stored, and noted in its scope.
        using (client.BeginScope("work"))
        {
            await client.SubmitAsync(TestClient.Ticket, TestContext.Current.CancellationToken);
        }

        if (async)
        {
            await client.DisposeAsync();
        }
        else
        {
            client.Dispose();
        }

        return (new WeakReference(client), new WeakReference(client.Capture));
    }

    private static void Collect()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
    }

    private static ProcessHooks Hooks()
    {
        using var http = new HttpClient(new AnswerHandler(_ => new HttpResponseMessage()));
        using var request = new HttpRequestMessage(HttpMethod.Get, "http://hooks.example/");
        using var response = http.Send(request); // The runtime makes its event source with the first call.
        using var meter = new Meter("System.Net.Http");
        return new ProcessHooks(
            Handlers(typeof(AppContext), "UnhandledException"),
            EventSource.GetSources().Any(source => source.Name == "System.Net.Http" && source.IsEnabled()),
            meter.CreateHistogram<double>("http.client.request.duration").Enabled)
        {
            Unobserved = Handlers(typeof(TaskScheduler), "UnobservedTaskException"),
        };
    }

    private static int Handlers(Type type, string name)
    {
        var field = type.GetField(name, BindingFlags.NonPublic | BindingFlags.Static);
        Assert.NotNull(field); // The runtime keeps its handlers elsewhere now: this test must follow.
        return (field.GetValue(null) as Delegate)?.GetInvocationList().Length ?? 0;
    }

    private sealed record ProcessHooks(int Unhandled, bool Events, bool Meter)
    {
        public int Unobserved { get; init; }
    }
}

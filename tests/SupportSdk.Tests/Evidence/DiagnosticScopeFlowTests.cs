using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using SupportSdk.Tests.Capture.Logs;
using SupportSdk.Tests.Doubles;

namespace SupportSdk.Tests.Evidence;

/// <summary>Evidence lands in the scope of its work, whichever way the work is started.</summary>
public sealed class DiagnosticScopeFlowTests : IDisposable
{
    private readonly LogBench _bench = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task TaskRunAndWhenAll_Parallel_IsTheScopesThatStartedIt()
    {
        using var scope = _bench.Capture.Open();
        await Task.WhenAll(Enumerable.Range(0, 50).Select(i => Task.Run(async () =>
        {
            await Task.Yield();
            Log(i);
        }, Cancelled)));
        Assert.Equal(50, Count(scope));
    }

    [Fact]
    public async Task ForEachAsync_ScopePerItem_KeepsEachToItself()
    {
        using var job = _bench.Capture.Open("job");
        await Parallel.ForEachAsync(Enumerable.Range(0, 200), Cancelled, async (i, _) =>
        {
            using var scope = _bench.Capture.Open();
            scope.SetUserId($"user-{i}");
            await Task.Yield();
            Log(i);
            var seen = scope.Snapshot();
            Assert.Equal(($"user-{i}", $"{i}"), (Assert.Single(seen.UserIds), Assert.Single(seen.Logs).Message));
        });
        Assert.Equal((0, 0), (Count(job), job.Snapshot().UserIds.Count));
    }

    [Fact]
    public async Task Channel_ConsumerEntersTheProducersScope_IsTheProducers()
    {
        var channel = Channel.CreateUnbounded<(DiagnosticScope Scope, int Number)>();
        var consumer = Task.Run(async () =>
        {
            await foreach (var (scope, number) in channel.Reader.ReadAllAsync(Cancelled))
            {
                using var entered = scope.Enter();
                await Task.Yield();
                Log(number);
            }

            Log(-1);
        }, Cancelled);
        var scopes = new List<DiagnosticScope>();
        for (var i = 0; i < 20; i++)
        {
            using var scope = _bench.Capture.Open();
            scopes.Add(scope);
            await channel.Writer.WriteAsync((scope, i), Cancelled);
            await channel.Writer.WriteAsync((scope, i), Cancelled);
        }

        channel.Writer.Complete();
        await consumer;
        Assert.All(scopes, (scope, i) => Assert.All(scope.Snapshot().Logs, log => Assert.Equal($"{i}", log.Message)));
        Assert.Equal(1, Unscoped.Count(log => log.Message == "-1"));
    }

    // An entered scope may be closed by its owner while the consumer still works: what it notes then stays readable there, or goes to the client, never to another user.
    [Fact]
    public void Enter_ScopeIsClosedMeanwhile_GoesToTheClient()
    {
        var scope = _bench.Capture.Open();
        using (scope.Enter())
        {
            scope.Dispose();
            Log(1);
        }

        Assert.Equal(0, Count(scope));
        Assert.Single(Unscoped);
        Assert.Null(DiagnosticScope.Current);
    }

    [Fact]
    public async Task Timer_StartedInAScope_IsThatScopes()
    {
        var fired = new TaskCompletionSource();
        using var scope = _bench.Capture.Open();
        await using var timer = new Timer(_ =>
        {
            Log(1);
            fired.TrySetResult();
        }, null, TimeSpan.FromMilliseconds(1), Timeout.InfiniteTimeSpan);
        await fired.Task.WaitAsync(Cancelled);
        Assert.Equal(1, Count(scope));
    }

    [Fact]
    public async Task SuppressFlow_GoesToTheClient_UnlessItEnters()
    {
        using var scope = _bench.Capture.Open();
        Task cut;
        using (ExecutionContext.SuppressFlow())
        {
            cut = Task.Run(() =>
            {
                Log(1);
                using (scope.Enter())
                {
                    Log(2);
                }

                Log(3);
            }, Cancelled);
        }

        await cut;
        Assert.Equal(["2"], scope.Snapshot().Logs.Select(l => l.Message));
        Assert.Equal(["1", "3"], Unscoped.Select(l => l.Message));
    }

    [Fact]
    public async Task AsyncStream_LogsOfTheProducerBetweenItems_AreTheReaders()
    {
        using var scope = _bench.Capture.Open();
        var read = new List<int>();
        await foreach (var number in NumbersAsync(Cancelled))
        {
            read.Add(number);
        }

        Assert.Equal([0, 1, 2], read);
        Assert.Equal(["0", "1", "2"], scope.Snapshot().Logs.Select(l => l.Message));
    }

    // A scope that the stream opens for itself is not seen by whoever reads it.
    [Fact]
    public async Task AsyncStream_OpensAScope_IsNotTheReaders()
    {
        await foreach (var _ in ScopedNumbersAsync(Cancelled))
        {
            Log(100);
        }

        Assert.Null(DiagnosticScope.Current);
        Assert.Equal(3, Unscoped.Count);
    }

    [Fact]
    public async Task TenThousandScopes_AtOnce_NeverMixUsers()
    {
        var gate = new TaskCompletionSource();
        var open = 0;
        var all = Enumerable.Range(0, 10_000).Select(async i =>
        {
            using var scope = _bench.Capture.Open();
            scope.SetUserId($"user-{i}");
            if (Interlocked.Increment(ref open) == 10_000)
            {
                gate.SetResult();
            }

            await gate.Task;
            await Task.Yield();
            Log(i);
            await Task.Run(() => Log(i), Cancelled);
            var seen = scope.Snapshot();
            return seen.UserIds.SequenceEqual([$"user-{i}"]) && seen.Logs.All(log => log.Message == $"{i}") && seen.Logs.Count + seen.Dropped.Values.Sum() == 2;
        }).ToArray();
        Assert.All(await Task.WhenAll(all), Assert.True);
        Assert.InRange(_bench.Capture.Store.Budget.Used, 0, _bench.Capture.Store.Budget.MaxBytes);
    }

    [Fact]
    public async Task Unscoped_Evidence_IsInNoUsersTicket()
    {
        await using var client = TestClient.Create(new RecordingChannel());
        using var logs = LoggerFactory.Create(logging => logging.AddSupportDiagnostics(client));
        logs.CreateLogger("Shop").LogError(new IOException("another user's disk"), "another user's order");
        var ofAUser = await client.PrepareAsync(TestClient.Ticket, Cancelled);
        Assert.DoesNotContain("another user's", ofAUser.Text, StringComparison.Ordinal);
        using (client.BeginScope())
        {
            var scoped = await client.PrepareAsync(new SupportTicket { Summary = "a wish", Impact = TicketImpact.FeatureRequest }, Cancelled);
            Assert.DoesNotContain("another user's", scoped.Text, StringComparison.Ordinal);
        }

        var ofNobody = await client.PrepareAsync(new SupportTicket { Summary = "a job fails", Impact = TicketImpact.NotImpairing }, Cancelled);
        Assert.Contains("another user's order", ofNobody.Text, StringComparison.Ordinal);
    }

    private IReadOnlyList<CapturedLog> Unscoped => _bench.Capture.Door.Read(_bench.Capture.Store.CopyUnscoped()).Logs;

    private void Log(int number) => _bench.Logger.LogWarning("{Number}", number);

    private static int Count(DiagnosticScope scope) => scope.Snapshot().Logs.Count;

    private async IAsyncEnumerable<int> NumbersAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var i = 0; i < 3; i++)
        {
            await Task.Run(static () => { }, cancellationToken);
            Log(i);
            yield return i;
        }
    }

    private async IAsyncEnumerable<int> ScopedNumbersAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var scope = _bench.Capture.Open();
        for (var i = 0; i < 3; i++)
        {
            await Task.Run(static () => { }, cancellationToken);
            yield return i;
        }
    }
}

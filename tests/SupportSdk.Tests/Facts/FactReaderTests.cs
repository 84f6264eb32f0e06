using SupportSdk.Facts;
using SupportSdk.Telemetry;

namespace SupportSdk.Tests.Facts;

public sealed class FactReaderTests
{
    [Fact]
    public async Task ReadAsync_OthersHangBlockAndThrow_EachAnswersByItselfAndInItsTime()
    {
        var bench = new FactBench();
        using var blocking = new BlockingFact("Blocked");
        var hung = Read(bench, new HangingFact("Hung"));
        var blocked = Read(bench, blocking);
        var thrown = Read(bench, new ThrowingFact("Thrown", atOnce: false, new InvalidOperationException("a secret path")));
        var good = Read(bench, new WaitingFact("Good", () => "fine"));

        // Before any time has passed:
        Assert.Equal("fine", (await good)!.Value);
        Assert.Equal("failed with InvalidOperationException", (await thrown)!.Problem);
        Assert.False(hung.IsCompleted || blocked.IsCompleted);
        bench.Clock.Advance(FactBench.Timeout);

        Assert.Equal(["no answer within 0.5 s", "no answer within 0.5 s"], new[] { (await hung)!.Problem, (await blocked)!.Problem });
        blocking.Release();
        Assert.Equal(3, bench.Losses.Of(LossReason.FactNotRead));
    }

    [Fact]
    public async Task ReadAsync_ProviderKeepsToItsToken_IsLateAllTheSame()
    {
        var bench = new FactBench();
        var given = new TaskCompletionSource<CancellationToken>(TaskCreationOptions.RunContinuationsAsynchronously);
        var reading = Read(bench, new ObedientFact(given));
        var token = await given.Task;

        bench.Clock.Advance(FactBench.Timeout);

        Assert.Equal("no answer within 0.5 s", (await reading)!.Problem);
        Assert.True(token.IsCancellationRequested);
    }

    [Fact]
    public async Task ReadAsync_ProviderThrowsCancellationOfItsOwn_IsItsFailure() => Assert.Equal(
        "failed with OperationCanceledException",
        (await Read(new FactBench(), new ThrowingFact("Odd", atOnce: false, new OperationCanceledException())))!.Problem);

    [Fact]
    public async Task ReadAsync_InsideAScope_RunsWithoutIt()
    {
        var ambient = new AsyncLocal<string?> { Value = "of the caller" };
        string? seen = "not run";

        await Read(new FactBench(), new WaitingFact("Ambient", () => seen = ambient.Value));

        Assert.Null(seen);
    }

    private static Task<EnvironmentFact?> Read(FactBench bench, IFactProvider provider) => new FactReader(provider, bench.Limits).ReadAsync([], TestContext.Current.CancellationToken);

    /// <summary>Ends when its token does.</summary>
    private sealed class ObedientFact(TaskCompletionSource<CancellationToken> given) : IFactProvider
    {
        public string Name => "Obedient";

        public bool IsConstant => true;

        public bool TryRead(IReadOnlyList<ApiError> failed, out string? value)
        {
            value = null;
            return false;
        }

        public async ValueTask<string?> ReadAsync(IReadOnlyList<ApiError> failed, CancellationToken cancellationToken)
        {
            given.SetResult(cancellationToken);
            return await new TaskCompletionSource<string?>().Task.WaitAsync(cancellationToken);
        }
    }
}

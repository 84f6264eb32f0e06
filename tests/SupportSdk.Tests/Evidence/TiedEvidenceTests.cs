using System.Runtime.CompilerServices;
using SupportSdk.Telemetry;
using SupportSdk.Tests.Capture;
using SupportSdk.Tests.Doubles;

namespace SupportSdk.Tests.Evidence;

public sealed class TiedEvidenceTests
{
    private readonly CaptureBench _bench = new();

    [Fact]
    public void Of_WrappedException_FindsTheTie()
    {
        var exception = new IOException("inside");
        _bench.Store.Tied.Add(exception, ScopeWith("A"));
        Assert.Equal(["A"], UsersOf(new InvalidOperationException("outside", exception)));
        Assert.Null(_bench.Store.Tied.Of(new InvalidOperationException("another")));
        Assert.Null(_bench.Store.Tied.Of(null));
    }

    [Fact]
    public void Add_OuterScopeToo_KeepsTheInnerOnesEvidence()
    {
        var exception = new IOException();
        using var outer = ScopeWith("outer");
        using var inner = ScopeWith("inner");
        _bench.Store.Tied.Add(exception, inner);
        _bench.Store.Tied.Add(exception, outer);
        Assert.Equal(["outer", "inner"], UsersOf(exception));
    }

    [Fact]
    public void Add_ScopesOfTwoUsers_TiesNeither()
    {
        var exception = new IOException();
        using (var one = ScopeWith("A"))
        {
            _bench.Store.Tied.Add(exception, one);
        }

        using var other = ScopeWith("B");
        _bench.Store.Tied.Add(exception, other);
        Assert.Null(_bench.Store.Tied.Of(exception));
    }

    // One failed task that two users await gives both the same exception.
    [Fact]
    public async Task Submit_OneExceptionOfTwoUsers_NeverMixesThem()
    {
        await using var client = TestClient.Create(new RecordingChannel());
        var shared = Task.FromException(new IOException("shared"));
        var texts = new List<string>();
        foreach (var user in new[] { "user-A", "user-B" })
        {
            using var work = client.BeginScope();
            work.SetUserId(user);
            try
            {
                await client.RunAsync("work", _ => shared);
            }
            catch (IOException e)
            {
                texts.Add((await client.PrepareAsync(SupportTicket.FromException(e), TestContext.Current.CancellationToken)).Text);
            }
        }

        Assert.Contains("user-A", texts[0], StringComparison.Ordinal);
        Assert.Contains("user-B", texts[1], StringComparison.Ordinal);
        Assert.DoesNotContain("user-A", texts[1], StringComparison.Ordinal);
    }

    [Fact]
    public void Add_ManyHeldExceptions_TakesAQuarterAtMostAndCountsWhatGoes()
    {
        var held = new List<Exception>();
        for (var i = 0; i < 1_000; i++)
        {
            using var scope = _bench.Open();
            for (var log = 0; log < 8; log++)
            {
                scope.Book.Add(new EvidenceRecord { Kind = EvidenceKind.ErrorLog, Subject = "text", Bytes = 8_000 });
            }

            held.Add(new IOException());
            _bench.Store.Tied.Add(held[^1], scope);
        }

        Assert.InRange(_bench.Store.Budget.Used, 1, _bench.Store.Budget.MaxBytes / 4);
        Assert.Null(_bench.Store.Tied.Of(held[0]));
        Assert.Equal(8, _bench.Store.Tied.Of(held[^1])!.Count);
        Assert.True(_bench.Losses.Of(LossReason.MemoryBudget) > 7_000);
    }

    [Fact]
    public void Add_ForgottenExceptions_GiveTheirBytesBackAndAreNoLoss()
    {
        for (var i = 0; i < 50; i++)
        {
            TieAndForget(100_000);
            GC.Collect();
        }

        Assert.Equal(0, _bench.Losses.Of(LossReason.MemoryBudget));
        Assert.InRange(_bench.Store.Budget.Used, 1, _bench.Store.Budget.MaxBytes / 4);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void TieAndForget(int bytes)
    {
        using var scope = _bench.Open();
        scope.Book.Add(new EvidenceRecord { Kind = EvidenceKind.ErrorLog, Subject = "text", Bytes = bytes });
        _bench.Store.Tied.Add(new IOException(), scope);
    }

    private DiagnosticScope ScopeWith(string user)
    {
        var scope = _bench.Open();
        scope.SetUserId(user);
        return scope;
    }

    private IReadOnlyList<string>? UsersOf(Exception exception) => _bench.Store.Tied.Of(exception)?.Users;
}

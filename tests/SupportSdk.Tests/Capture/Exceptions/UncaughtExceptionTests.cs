using System.Runtime.CompilerServices;
using SupportSdk.Capture.Exceptions;

namespace SupportSdk.Tests.Capture.Exceptions;

public sealed class UncaughtExceptionTests : IDisposable
{
    private readonly CaptureBench _bench = new();
    private readonly UncaughtExceptions _uncaught;

    public UncaughtExceptionTests() => _uncaught = new UncaughtExceptions(_bench.Store);

    public void Dispose() => _uncaught.Dispose();

    [Fact]
    public async Task Note_ThrownInAScopeThatIsLeft_IsThatScopes()
    {
        using var outer = _bench.Open("outer");
        DiagnosticScope? inner = null;
        var thrown = await Assert.ThrowsAsync<IOException>(async () =>
        {
            using var scope = inner = _bench.Open("inner");
            await Task.Yield();
            throw new IOException("left");
        });
        Assert.Same(inner, _uncaught.ScopeOf(thrown));
        _uncaught.Note(thrown);
        Assert.Equal("left", Assert.Single(inner!.Snapshot().Exceptions).Message);
        Assert.Empty(outer.Snapshot().Exceptions);
    }

    [Fact]
    public void Note_ThrownWithoutAScope_StaysWithTheClient()
    {
        var thrown = Assert.Throws<IOException>(void () => throw new IOException("nowhere"));
        _uncaught.Note(thrown);
        Assert.Equal("nowhere", Assert.Single(_bench.Door.Read(_bench.Store.CopyUnscoped()).Exceptions).Message);
    }

    [Fact]
    public async Task Note_OneExceptionOfTwoUsers_IsNeithers()
    {
        var shared = Task.FromException(new IOException("shared"));
        var scopes = new List<DiagnosticScope>();
        IOException? thrown = null;
        for (var user = 0; user < 2; user++)
        {
            using var scope = _bench.Open();
            scopes.Add(scope);
            thrown = await Assert.ThrowsAsync<IOException>(() => shared);
        }

        Assert.Null(_uncaught.ScopeOf(thrown!));
        _uncaught.Note(thrown!);
        Assert.All(scopes, scope => Assert.Empty(scope.Snapshot().Exceptions));
    }

    [Fact]
    public void Unobserved_Task_IsNotedInItsScope()
    {
        using var scope = _bench.Open();
        Forget();
        for (var collection = 0; collection < 20 && scope.Snapshot().Exceptions.Count == 0; collection++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Assert.Equal("forgotten", Assert.Single(scope.Snapshot().Exceptions).Message);
    }

    [Fact]
    public void Dispose_NothingIsNotedAnyMore()
    {
        using var scope = _bench.Open();
        _uncaught.Dispose();
        var thrown = Assert.Throws<IOException>(void () => throw new IOException("after"));
        Assert.Null(_uncaught.ScopeOf(thrown));
    }

    [Fact]
    public void Note_LongLivedException_DoesNotKeepItsScope()
    {
        var (kept, scope) = LeaveAScope();
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        Assert.False(scope.IsAlive);
        Assert.Null(_uncaught.ScopeOf(kept));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private (Exception Kept, WeakReference Scope) LeaveAScope()
    {
        using var scope = _bench.Open();
        var kept = Assert.Throws<IOException>(void () => throw new IOException("kept"));
        Assert.Same(scope, _uncaught.ScopeOf(kept));
        return (kept, new WeakReference(scope));
    }

    // Nothing of the caller's may hold the task, or it is never forgotten.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Forget()
    {
        var thread = new Thread(static () =>
        {
            var forgotten = new Task(static () => throw new IOException("forgotten"));
            forgotten.RunSynchronously(TaskScheduler.Default);
        });
        thread.Start();
        thread.Join();
    }
}

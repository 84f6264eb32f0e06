using System.Text;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using SupportSdk.Telemetry;

namespace SupportSdk.Tests.Capture.Logs;

public sealed class LogCaptureTests : IDisposable
{
    private readonly LogBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void Log_Template_KeepsTextValuesScopesAndEvent()
    {
        using var scope = _bench.Capture.Open();
        using (_bench.Logger.BeginScope("Request {Id}", 7))
        using (_bench.Logger.BeginScope(new Dictionary<string, object> { ["Tenant"] = "blue", ["Shard"] = 3 }))
        {
            _bench.Logger.LogWarning(new EventId(9, "Slow"), "Order {OrderId} took {Elapsed:0.00} s", 12, 1.5);
        }

        var log = Assert.Single(scope.Snapshot().Logs);
        Assert.Equal((LogLevel.Warning, "Shop.Orders", "Order 12 took 1.50 s", 9, "Slow"), (log.Level, log.Category, log.Message, log.EventId, log.EventName));
        Assert.Equal([("OrderId", "12"), ("Elapsed", "1.5")], log.Values.Select(v => (v.Key, v.Value)));
        Assert.Equal(["Request 7", "Tenant: blue, Shard: 3"], log.LogScopes);
        Assert.Null(log.Exception);
    }

    [Fact]
    public void Log_Generated_KeepsTextAndValues()
    {
        using var scope = _bench.Capture.Open();
        Messages.OrderWaits(_bench.Logger, 12, "Dana");
        var log = Assert.Single(scope.Snapshot().Logs);
        Assert.Equal(("Order 12 of Dana waits", 42, "OrderWaits"), (log.Message, log.EventId, log.EventName));
        Assert.Equal([("OrderId", "12"), ("Customer", "Dana")], log.Values.Select(v => (v.Key, v.Value)).Order().Reverse());
    }

    [Fact]
    public void Log_BelowTheLevel_IsNotKept()
    {
        using var scope = _bench.Capture.Open();
        _bench.Logger.LogInformation("chatter");
        _bench.Logger.Log(LogLevel.None, "none");
        Assert.Empty(scope.Snapshot().Logs);
    }

    [Fact]
    public void Log_ArgumentsArrayUsedAgain_TextIsAsItWasLogged()
    {
        using var scope = _bench.Capture.Open();
        object?[] arguments = [1, "one"];
        _bench.Logger.Log(LogLevel.Warning, "{Number} is {Word}", arguments);
        (arguments[0], arguments[1]) = (2, "two");
        var log = Assert.Single(scope.Snapshot().Logs);
        Assert.Equal(("1 is one", "one"), (log.Message, log.Values["Word"]));
    }

    [Fact]
    public void Log_MutableArgument_TextIsAsItWasLogged()
    {
        using var scope = _bench.Capture.Open();
        var (text, items) = (new StringBuilder("before"), new List<int> { 1, 2 });
        _bench.Logger.LogWarning("{Text} {Items}", text, items);
        text.Clear().Append("after");
        items.Clear();
        var log = Assert.Single(scope.Snapshot().Logs);
        Assert.Equal(("before 1, 2", "before", "1, 2"), (log.Message, log.Values["Text"], log.Values["Items"]));
    }

    [Fact]
    public void Log_PooledState_TextIsAsItWasLogged()
    {
        using var scope = _bench.Capture.Open();
        var state = new PooledState { Text = "first" };
        _bench.Logger.Log(LogLevel.Warning, 0, state, null, static (s, _) => s.Text);
        state.Text = "second";
        _bench.Logger.Log(LogLevel.Warning, 0, state, null, static (s, _) => s.Text);
        Assert.Equal(["first", "second"], scope.Snapshot().Logs.Select(l => l.Message));
        Assert.Equal(["first", "second"], scope.Snapshot().Logs.Select(l => l.Values["Text"]));
    }

    [Fact]
    public void Log_MutableScope_TextIsAsItWasLogged()
    {
        using var scope = _bench.Capture.Open();
        var state = new PooledState { Text = "first" };
        using var logScope = _bench.Logger.BeginScope(state);
        _bench.Logger.LogWarning("message");
        state.Text = "second";
        Assert.Equal(["Text: first"], Assert.Single(scope.Snapshot().Logs).LogScopes);
    }

    [Fact]
    public void Log_ToStringThrows_SaysSoAndGoesOn()
    {
        using var scope = _bench.Capture.Open();
        var bad = new ToldObject(() => throw new NotSupportedException("secret words"));
        _bench.Logger.Log(LogLevel.Warning, 0, bad, null, static (s, _) => s.ToString());
        _bench.Logger.Log(LogLevel.Warning, 0, new KeyValuePair<string, object?>[] { new("Bad", bad), new("Good", 1) }, null, static (_, _) => "text");
        using (_bench.Logger.BeginScope(bad))
        {
            _bench.Logger.LogWarning("in a scope");
        }

        var logs = scope.Snapshot().Logs;
        Assert.Equal(["(unreadable: System.NotSupportedException)", "text", "in a scope"], logs.Select(l => l.Message));
        Assert.Equal("(unreadable: System.NotSupportedException)", logs[1].Values["Bad"]);
        Assert.Equal("1", logs[1].Values["Good"]);
        Assert.Equal("(unreadable: System.NotSupportedException)", logs[2].LogScopes[0]);
        Assert.Equal(0, _bench.Capture.Losses.Of(LossReason.CaptureFailed));
    }

    [Fact]
    public void Log_ToStringLogs_IsHarmlessAndCounted()
    {
        using var scope = _bench.Capture.Open();
        ToldObject? again = null;
        again = new ToldObject(() =>
        {
            _bench.Logger.LogError("from within, with {Again}", again);
            return "text";
        });
        _bench.Logger.Log(LogLevel.Warning, 0, again, null, static (s, _) => s.ToString());
        _bench.Logger.LogWarning("next");
        var seen = scope.Snapshot();
        Assert.Equal(["text", "next"], seen.Logs.Select(l => l.Message));
        Assert.Equal(1, seen.Dropped["log-within-log"]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Log_BadValues_KeepsWhatCameAndEnds(bool endless)
    {
        using var scope = _bench.Capture.Open();
        _bench.Logger.Log(LogLevel.Warning, 0, new BadValues(endless), null, static (_, _) => "text");
        using (_bench.Logger.BeginScope(new BadValues(endless)))
        {
            _bench.Logger.LogWarning("in a scope");
        }

        var logs = scope.Snapshot().Logs;
        Assert.Equal(("text", "1"), (logs[0].Message, logs[0].Values["First"]));
        Assert.Equal(endless ? 32 : 2, logs[0].Values.Count);
        Assert.StartsWith("First: 1", logs[1].LogScopes[0], StringComparison.Ordinal);
        Assert.Equal(0, _bench.Capture.Losses.Of(LossReason.CaptureFailed));
    }

    [Fact]
    public void Log_HugeParts_AreBoundedAndCounted()
    {
        using var scope = _bench.Capture.Open();
        var huge = string.Concat(Enumerable.Repeat("word ", 1_000_000));
        var before = _bench.Capture.Store.Budget.Used;
        _bench.Logger.LogWarning("{Huge}", huge);
        _bench.Logger.Log(LogLevel.Warning, 0, huge, null, static (s, _) => s);
        var scopes = Enumerable.Range(0, 40).Select(_ => _bench.Logger.BeginScope(huge)).ToArray();
        _bench.Logger.LogWarning("in scopes");
        Array.ForEach(scopes, s => s?.Dispose());
        var seen = scope.Snapshot();
        Assert.All(seen.Logs, log => Assert.True(log.Message.Length <= 8 * 1024));
        Assert.Equal(16, seen.Logs[2].LogScopes.Count);
        Assert.All(seen.Logs[2].LogScopes, text => Assert.True(text.Length <= 1024));
        Assert.True(seen.Dropped["too-large"] >= 2 + 40);
        Assert.InRange(_bench.Capture.Store.Budget.Used - before, 1, 100_000);
    }

    [Fact]
    public void Log_NullsAndWrongTemplates_AreHarmless()
    {
        using var scope = _bench.Capture.Open();
        _bench.Logger.Log<string?>(LogLevel.Warning, 0, null, null, null!);
        _bench.Logger.Log(LogLevel.Warning, null, []);
        _bench.Logger.Log(LogLevel.Warning, "{A} {B}", null!);
        _bench.Logger.Log(LogLevel.Warning, "a brace { alone", []);
        var logs = scope.Snapshot().Logs;
        Assert.Equal(["", "[null]", "{A} {B}", "a brace { alone"], logs.Select(l => l.Message));
    }

    [Fact]
    public void Log_NoScope_StaysWithTheClientAndOutOfEveryScope()
    {
        _bench.Logger.LogError("before any scope");
        using var scope = _bench.Capture.Open();
        Assert.Empty(scope.Snapshot().Logs);
        Assert.Equal("before any scope", Assert.Single(_bench.Capture.Door.Read(_bench.Capture.Store.CopyUnscoped()).Logs).Message);
    }

    [Fact]
    public void Log_ErrorWithException_IsEvidenceOfTheExceptionOnce()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(60));
        using var bench = new LogBench(new CaptureBench(clock));
        using var scope = bench.Capture.Open();
        var failure = Thrown(new IOException("disk", new TimeoutException("late")));
        bench.Logger.LogWarning(Thrown(new InvalidOperationException("coped with")), "a retry");
        clock.Advance(TimeSpan.FromSeconds(1));
        var at = clock.GetUtcNow();
        bench.Logger.LogError(failure, "the job failed");
        clock.Advance(TimeSpan.FromSeconds(1));
        bench.Logger.LogCritical(failure, "said again");
        scope.AddException(failure);
        var seen = scope.Snapshot();
        var exception = Assert.Single(seen.Exceptions);
        Assert.Equal(("System.IO.IOException", "disk", at, "late"), (exception.Type, exception.Message, exception.OccurredAt, exception.Inner[0].Message));
        Assert.Equal(["a retry", "the job failed", "said again"], seen.Logs.Select(l => l.Message));
        Assert.Equal(["coped with", "disk", "disk"], seen.Logs.Select(l => l.Exception!.Message));
        Assert.Equal(at, seen.EarliestFailure);
    }

    [Fact]
    public void Snapshot_ManyKindsAndScopes_IsInOrderOfTime()
    {
        var clock = new FakeTimeProvider();
        using var bench = new LogBench(new CaptureBench(clock));
        using var outer = bench.Capture.Open();
        using var inner = bench.Capture.Open();
        for (var i = 0; i < 4; i++)
        {
            bench.Logger.Log(i % 2 == 0 ? LogLevel.Error : LogLevel.Warning, "{Number}", i);
            clock.Advance(TimeSpan.FromSeconds(1));
        }

        using (outer.Enter())
        {
            bench.Logger.LogWarning("4");
        }

        clock.Advance(TimeSpan.FromSeconds(1));
        bench.Logger.LogWarning("5");
        Assert.Equal(["0", "1", "2", "3", "4", "5"], inner.Snapshot().Logs.Select(l => l.Message));
    }

    [Fact]
    public void Log_FloodOfWarnings_LeavesTheErrors()
    {
        using var scope = _bench.Capture.Open();
        _bench.Logger.LogError("first error");
        for (var i = 0; i < 1_000; i++)
        {
            _bench.Logger.LogWarning("chatter {Number}", i);
        }

        var seen = scope.Snapshot();
        Assert.Equal("first error", seen.Logs[0].Message);
        Assert.Equal("chatter 999", seen.Logs[^1].Message);
        Assert.Equal((129, 872), (seen.Logs.Count, seen.Dropped["scope-full"]));
    }

    [Fact]
    public void ToString_OfWhatIsKept_HoldsNoText()
    {
        using var scope = _bench.Capture.Open();
        _bench.Logger.LogError(new IOException("EXCEPTION-text"), "MESSAGE-text {Value}", "VALUE-text");
        var copy = scope.Copy();
        Assert.DoesNotContain("-text", $"{copy} {copy.Records[0].Subject} {scope.Snapshot().Logs[0]} {scope.Snapshot()}", StringComparison.Ordinal);
    }

    private static T Thrown<T>(T exception)
        where T : Exception => Assert.Throws<T>(void () => throw exception);
}

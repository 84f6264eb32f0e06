using System.Collections;
using System.Runtime.CompilerServices;
using SupportSdk.Capture;
using SupportSdk.Capture.Exceptions;
using SupportSdk.Telemetry;

namespace SupportSdk.Tests.Capture.Exceptions;

public sealed class ExceptionTextTests
{
    private readonly CaptureBench _bench = new();

    [Fact]
    public void Describe_Thrown_NamesMethodsAndNoPlaceInTheSource()
    {
        var details = _bench.Door.Describe(Thrown(3));
        Assert.Contains($"at {typeof(ExceptionTextTests).FullName}.{nameof(Dive)}", details.StackTrace, StringComparison.Ordinal);
        Assert.DoesNotContain(".cs", details.StackTrace, StringComparison.Ordinal);
        Assert.DoesNotContain(":line", details.StackTrace, StringComparison.Ordinal);
        Assert.True(details.StackTrace!.Split('\n').Length >= 4);
    }

    [Fact]
    public async Task Describe_ThrownOnAcrossAwaits_KeepsAllFrames()
    {
        var thrown = await Assert.ThrowsAsync<InvalidOperationException>(DiveLaterAsync);
        var stack = _bench.Door.Describe(thrown).StackTrace;
        Assert.Contains(nameof(Dive), stack, StringComparison.Ordinal);
        Assert.Contains(nameof(DiveLaterAsync), stack, StringComparison.Ordinal);
    }

    [Fact]
    public void Describe_NeverThrown_HasNoFrames() => Assert.Null(_bench.Door.Describe(new InvalidOperationException("new")).StackTrace);

    [Fact]
    public void Describe_ForeignStack_LosesItsPlaces()
    {
        var details = _bench.Door.Describe(new ForeignException("   at Shop.Load() in /home/dana/Shop/Orders.cs:line 12\r\n   at Shop.Main() in C:\\dana\\Main.cs:line 3\n   at Far.Away()"));
        Assert.Equal("   at Shop.Load()\n   at Shop.Main()\n   at Far.Away()", details.StackTrace);
    }

    [Fact]
    public void Describe_TenThousandFrames_KeepsBothEnds()
    {
        Exception? deep = null;
        var thread = new Thread(() => deep = Thrown(10_000), 64 * 1024 * 1024);
        thread.Start();
        thread.Join();
        var lines = StackText.Of(deep!)!.Split('\n');
        Assert.Equal(StackText.Innermost + StackText.Outermost + 1, lines.Length);
        Assert.Contains("frames left out", lines[StackText.Innermost], StringComparison.Ordinal);
        Assert.Contains(nameof(Dive), lines[0], StringComparison.Ordinal);
        Assert.Contains(lines[^StackText.Outermost..], line => line.Contains(nameof(Thrown), StringComparison.Ordinal));
        Assert.True(_bench.Door.Describe(deep!).StackTrace!.Length <= ExceptionWalk.MaxStackTrace);
    }

    [Fact]
    public void Describe_TenThousandInner_KeepsTheOuterOnesAndTheCause()
    {
        Exception deep = new FormatException("the cause");
        for (var i = 0; i < 10_000; i++)
        {
            deep = new InvalidOperationException($"level {i}", deep);
        }

        var chain = new List<string>();
        for (var details = _bench.Door.Describe(deep); details is not null; details = details.Inner.Count == 0 ? null : details.Inner[0])
        {
            chain.Add(details.Message);
        }

        Assert.Equal((ExceptionWalk.MaxDepth, "level 9999", "the cause"), (chain.Count, chain[0], chain[^1]));
        Assert.Equal(10_001 - ExceptionWalk.MaxDepth, _bench.Losses.Of(LossReason.TooLarge));
    }

    [Fact]
    public void Describe_TenThousandInAnAggregate_IsBoundedAndCounted()
    {
        // An aggregate repeats the messages of all in its own, which is one text that is cut.
        var details = _bench.Door.Describe(new AggregateException(Enumerable.Range(0, 10_000).Select(i => new IOException($"{i}"))));
        Assert.Equal(ExceptionWalk.MaxExceptions - 1, details.Inner.Count);
        Assert.Equal(10_000 - (ExceptionWalk.MaxExceptions - 1) + 1, _bench.Losses.Of(LossReason.TooLarge));
    }

    [Fact]
    public void Describe_Data_IsKeptRedactedAndBounded()
    {
        var exception = new InvalidOperationException("message") { Data = { ["Order"] = 17, ["Password"] = "hunter2-horse", [5] = null, ["Header"] = "Authorization: Bearer abcdefghijkl" } };
        var data = _bench.Door.Describe(exception).Data;
        Assert.Equal(("17", "(null)"), (data["Order"], data["5"]));
        Assert.DoesNotContain("hunter2", data["Password"], StringComparison.Ordinal);
        Assert.DoesNotContain("abcdefghijkl", data["Header"], StringComparison.Ordinal);

        for (var i = 0; i < 1_000; i++)
        {
            exception.Data[$"more {i}"] = new string('x', 10_000);
        }

        var bounded = _bench.Door.Describe(exception).Data;
        Assert.Equal(ExceptionWalk.MaxData, bounded.Count);
        Assert.All(bounded.Values, value => Assert.True(value.Length <= ExceptionWalk.MaxDataText));
    }

    [Fact]
    public void Describe_HostileData_KeepsTheRest()
    {
        var exception = new InvalidOperationException("message") { Data = { ["Bad"] = new HostileText(), ["Good"] = 1 } };
        var data = _bench.Door.Describe(exception).Data;
        Assert.Equal(("(unreadable: System.NotSupportedException)", "1"), (data["Bad"], data["Good"]));
        Assert.Equal("hostile", _bench.Door.Describe(new HostileDataException()).Message);
        Assert.Equal(0, _bench.Losses.Of(LossReason.CaptureFailed));
    }

    private static InvalidOperationException Thrown(int depth) => Assert.Throws<InvalidOperationException>(void () => Dive(depth));

    private static async Task DiveLaterAsync()
    {
        await Task.Yield();
        Dive(2);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Dive(int depth) => depth == 0 ? throw new InvalidOperationException("deep") : Dive(depth - 1) + 1;

    private sealed class ForeignException(string stack) : Exception
    {
        public override string? StackTrace => stack;
    }

    private sealed class HostileText
    {
        public override string ToString() => throw new NotSupportedException();
    }

    private sealed class HostileDataException() : Exception("hostile")
    {
        public override IDictionary Data => throw new NotSupportedException();
    }
}

using System.Reflection;
using System.Text;
using SupportSdk.Capture;
using SupportSdk.Telemetry;

namespace SupportSdk.Tests.Capture;

public sealed class EvidenceDoorTests
{
    private readonly CaptureBench _bench = new();

    [Fact]
    public void Describe_InnerAndAggregate_KeepsTheTreeInOrder()
    {
        var thrown = Assert.Throws<InvalidOperationException>(void () => throw new InvalidOperationException("outer", new AggregateException("many", new TimeoutException("a"), new IOException("b", new FormatException("c")))));
        var details = _bench.Door.Describe(thrown);
        Assert.Equal(("System.InvalidOperationException", "outer"), (details.Type, details.Message));
        Assert.Contains(nameof(Describe_InnerAndAggregate_KeepsTheTreeInOrder), details.StackTrace, StringComparison.Ordinal);
        var many = Assert.Single(details.Inner);
        Assert.Equal(["a", "b"], many.Inner.Select(e => e.Message));
        Assert.Equal("c", Assert.Single(many.Inner[1].Inner).Message);
    }

    [Fact]
    public void Describe_ThrowingGetters_SaysSo()
    {
        var details = _bench.Door.Describe(new InvalidOperationException("outer", new HostileException()));
        var inner = Assert.Single(details.Inner);
        Assert.Equal("(unreadable: System.NotSupportedException)", inner.Message);
        Assert.Equal("(unreadable: System.NotSupportedException)", inner.StackTrace);
    }

    [Fact]
    public void Describe_Cycle_Ends()
    {
        var (first, second) = (new InvalidOperationException("first"), new InvalidOperationException("second"));
        var inner = typeof(Exception).GetField("_innerException", BindingFlags.Instance | BindingFlags.NonPublic)!;
        inner.SetValue(first, second);
        inner.SetValue(second, first);
        Assert.Empty(Assert.Single(_bench.Door.Describe(first).Inner).Inner);
    }

    [Fact]
    public void Describe_DeepAndWideAndLong_IsBoundedAndCounted()
    {
        Exception deep = new InvalidOperationException("end");
        for (var i = 0; i < 1_000; i++)
        {
            deep = new InvalidOperationException(new string('m', 10_000), deep);
        }

        var details = _bench.Door.Describe(new AggregateException(Enumerable.Range(0, 500).Select(_ => new IOException("w")).Append(deep)));
        Assert.True(Count(details) <= ExceptionWalk.MaxExceptions);
        Assert.True(_bench.Losses.Of(LossReason.TooLarge) > 400);
        var chain = _bench.Door.Describe(deep);
        Assert.Equal(ExceptionWalk.MaxDepth, Count(chain));
        Assert.True(Length(chain) <= ExceptionWalk.MaxText + ExceptionWalk.MaxDepth);
    }

    [Fact]
    public void Clean_LoneSurrogates_CanBeEncoded()
    {
        var strict = new UTF8Encoding(false, throwOnInvalidBytes: true);
        var error = _bench.Door.Clean(new ApiError { Method = "GET", Url = "https://a/\ud800", OccurredAt = default, Message = "x\udc00y\ud83d\ude00\ud83d", RequestId = "\ud800", BodyExcerpt = "\ud800\ud800" });
        Assert.Equal("x\uFFFDy\ud83d\ude00\uFFFD", error.Message);
        foreach (var text in new[] { error.Url, error.Message!, error.RequestId!, error.BodyExcerpt!, _bench.Door.CleanUserId("u\ud800"), _bench.Door.Describe(new IOException("\udfff")).Message })
        {
            strict.GetBytes(text);
        }
    }

    [Fact]
    public void Clean_OverlongText_IsCutAtAWordAndCounted()
    {
        var error = _bench.Door.Clean(new ApiError { Method = "GET", Url = "https://a/", OccurredAt = default, BodyExcerpt = new string('a', 16_000) + " " + new string('s', 1_000) });
        Assert.Equal(new string('a', 16_000) + " …", error.BodyExcerpt);
        Assert.Equal(1, _bench.Losses.Of(LossReason.TooLarge));
    }

    [Fact]
    public void Clean_NullsWhereNoneBelong_DoesNotThrow()
    {
        using var scope = _bench.Open();
        scope.AddApiError(new ApiError { Method = null!, Url = null!, OccurredAt = default });
        scope.AddConsoleError(new ConsoleError { Level = null!, Message = null!, OccurredAt = default, Count = -3 });
        Assert.Equal(("", ""), (scope.Snapshot().ApiErrors[0].Method, scope.Snapshot().ApiErrors[0].Url));
        Assert.Equal(("", 1), (scope.Snapshot().ConsoleErrors[0].Message, scope.Snapshot().ConsoleErrors[0].Count));
    }

    [Fact]
    public void Clean_RequestAndTraceIds_Survive()
    {
        const string Id = "5f5ef1a2-0000-4000-8000-000000000001";
        var error = _bench.Door.Clean(new ApiError { Method = "GET", Url = "https://a/", OccurredAt = default, RequestId = Id, TraceId = "0af7651916cd43dd8448eb211c80319c" });
        Assert.Equal((Id, "0af7651916cd43dd8448eb211c80319c"), (error.RequestId, error.TraceId));
    }

    [Fact]
    public void UserIdOf_NotAToken_IsNullAndCounted()
    {
        Assert.Null(_bench.Door.UserIdOf("nothing"));
        Assert.Equal(1, _bench.Losses.Of(LossReason.NotAToken));
    }

    private static int Count(ExceptionDetails details) => 1 + details.Inner.Sum(Count);

    private static int Length(ExceptionDetails details) => details.Message.Length + (details.StackTrace?.Length ?? 0) + details.Inner.Sum(Length);

    private sealed class HostileException : Exception
    {
        public override string Message => throw new NotSupportedException();

        public override string? StackTrace => throw new NotSupportedException();
    }
}

using System.Text;
using Microsoft.Extensions.Time.Testing;
using SupportSdk.Capture.Http.Bodies;

namespace SupportSdk.Tests.Capture.Http.Bodies;

public sealed class ObservedStreamTests
{
    private readonly Watcher _watcher = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task EveryMember_IsTheStreamsOwn()
    {
        var inner = new CallLog();
        var stream = new ObservedStream(inner, _watcher);
        stream.Flush();
        await stream.FlushAsync(Cancelled);
        stream.Write([1], 0, 1);
        stream.Write([1]);
        stream.WriteByte(1);
#pragma warning disable CA1835 // The overload is what is tested.
        await stream.WriteAsync([1], 0, 1, Cancelled);
#pragma warning restore CA1835
        await stream.WriteAsync(new byte[1], Cancelled);
        stream.EndWrite(stream.BeginWrite([1], 0, 1, null, null));
        stream.SetLength(3);
        stream.Seek(1, SeekOrigin.Begin);
        (stream.Position, stream.ReadTimeout, stream.WriteTimeout) = (2, 3, 4);
        Assert.Equal((7, 2, 3, 4), (stream.Length, stream.Position, stream.ReadTimeout, stream.WriteTimeout));
        Assert.Equal((true, true, true, true), (stream.CanRead, stream.CanSeek, stream.CanWrite, stream.CanTimeout));
        Assert.Equal(
            ["Flush", "FlushAsync", "Write", "WriteSpan", "WriteByte", "WriteAsync", "WriteAsyncMemory", "BeginWrite", "EndWrite", "SetLength", "Seek", "Position", "ReadTimeout", "WriteTimeout"],
            inner.Calls);
        Assert.Empty(_watcher.Seen);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Dispose_Twice_DisposesTheStreamOnceAndTellsTheEnd(bool asynchronous)
    {
        var inner = new CallLog();
        var stream = new ObservedStream(inner, _watcher);
        for (var i = 0; i < 2; i++)
        {
            if (asynchronous)
            {
                await stream.DisposeAsync();
            }
            else
            {
                stream.Dispose();
            }
        }

        Assert.Single(inner.Calls);
        Assert.Equal(1, _watcher.Ends);
    }

    [Fact]
    public async Task Read_AfterDispose_ThrowsWhatTheStreamThrows()
    {
        var source = new DrippingStream();
        source.Drip("ab");
        var (stream, prefix) = WithPrefix(source);
        await FillAsync(prefix);
        await stream.DisposeAsync();
        var name = typeof(DrippingStream).FullName;
        Assert.Equal(name, (await Assert.ThrowsAsync<ObjectDisposedException>(async () => _ = await stream.ReadAsync(new byte[1], Cancelled))).ObjectName);
        Assert.Equal(name, Assert.Throws<ObjectDisposedException>(() => _ = stream.Read(new byte[1])).ObjectName);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Read_WhileAReadAheadIsPending_GetsWhatIsThereAtOnce(bool sync)
    {
        var source = new DrippingStream();
        source.Drip("first");
        var (stream, prefix) = WithPrefix(source);
        await FillAsync(prefix); // A second read is under way now, and nothing comes.
        var buffer = new byte[64];
        var first = sync ? ValueTask.FromResult(stream.Read(buffer)) : stream.ReadAsync(buffer, Cancelled);
        Assert.True(first.IsCompletedSuccessfully);
        Assert.Equal("first", Encoding.ASCII.GetString(buffer, 0, await first));

        var second = stream.ReadAsync(buffer, Cancelled);
        Assert.False(second.IsCompleted);
        source.Drip("second");
        Assert.Equal("second", Encoding.ASCII.GetString(buffer, 0, await second));
        source.End();
        Assert.Equal(0, await stream.ReadAsync(buffer, Cancelled));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(100)]
    public async Task Reads_OfAnySizeAndOverload_GetEveryByteInOrder(int size)
    {
        var source = new DrippingStream();
        foreach (var piece in new[] { "the ", "quick ", "brown ", "fox" })
        {
            source.Drip(piece);
        }

        var (stream, prefix) = WithPrefix(source, capacity: 7);
        await FillAsync(prefix);
        source.End();
        var (text, buffer, turn) = (new StringBuilder(), new byte[size], 0);
        for (var read = 1; read > 0; turn++)
        {
            read = (turn % 4) switch
            {
                0 => await stream.ReadAsync(buffer, Cancelled),
                1 => stream.Read(buffer),
                2 => stream.EndRead(stream.BeginRead(buffer, 0, size, null, null)),
                _ => stream.Read(buffer, 0, size),
            };
            text.Append(Encoding.ASCII.GetString(buffer, 0, read));
        }

        Assert.Equal(("the quick brown fox", -1), (text.ToString(), stream.ReadByte()));
        Assert.Equal("ck brown fox", Encoding.ASCII.GetString([.. _watcher.Seen])); // What was read ahead is in the excerpt already.
    }

    [Fact]
    public async Task CopyTo_PrefixAndRest_IsTheWholeAndTheSinksFailureIsNotTheBodys()
    {
        var source = new DrippingStream();
        source.Drip("ahead");
        var (stream, prefix) = WithPrefix(source);
        await FillAsync(prefix);
        source.Drip(" and after");
        source.End();
        using var target = new MemoryStream();
        await stream.CopyToAsync(target, Cancelled);
        Assert.Equal("ahead and after", Encoding.ASCII.GetString(target.ToArray()));

        var other = new DrippingStream();
        other.Drip("x");
        await Assert.ThrowsAsync<NotSupportedException>(() => new ObservedStream(other, _watcher).CopyToAsync(new MemoryStream([], writable: true), Cancelled));
        Assert.Null(_watcher.Failure);
    }

    [Fact]
    public async Task Read_StreamFails_TheAppAndTheWatcherGetTheSameObject()
    {
        var source = new DrippingStream();
        var own = new IOException("reset");
        source.Drip("some");
        source.Fail(own);
        var (stream, prefix) = WithPrefix(source);
        await FillAsync(prefix);
        var buffer = new byte[64];
        Assert.Equal(4, await stream.ReadAsync(buffer, Cancelled));
        Assert.Same(own, await Assert.ThrowsAsync<IOException>(async () => _ = await stream.ReadAsync(buffer, Cancelled)));
        Assert.Same(own, _watcher.Failure);
    }

    private (ObservedStream Stream, BodyPrefix Prefix) WithPrefix(Stream source, int capacity = Excerpt.MaxBytes)
    {
        var prefix = new BodyPrefix(source, new Excerpt(capacity, isWhole: false, Encoding.UTF8), _watcher);
        return (new ObservedStream(source, _watcher, prefix), prefix);
    }

    private static async Task FillAsync(BodyPrefix prefix)
    {
        var clock = new FakeTimeProvider();
        var filling = prefix.FillAsync(TimeSpan.FromMilliseconds(50), clock, Cancelled).AsTask();
        clock.Advance(TimeSpan.FromSeconds(1));
        await filling;
    }

    private sealed class Watcher : IBodyWatcher
    {
        public List<byte> Seen { get; } = [];

        public int Ends { get; private set; }

        public Exception? Failure { get; private set; }

        public void Saw(ReadOnlySpan<byte> bytes) => Seen.AddRange(bytes);

        public void End(bool isWhole) => Ends++;

        public void Fail(Exception exception, CancellationToken cancellationToken) => Failure = exception;
    }
}

using Microsoft.Extensions.Time.Testing;
using SupportSdk.Outbox;
using SupportSdk.Outbox.Memory;

namespace SupportSdk.Tests.Outbox;

public sealed class MemoryOutboxTests : OutboxContract
{
    private readonly MemoryOutbox _outbox = new(new FakeTimeProvider(Noon));

    private protected override (IOutbox Outbox, IDeliveryQueue Queue) Store => (_outbox, _outbox);

    [Fact]
    public void IsDurable_Memory_False() => Assert.False(_outbox.IsDurable);
}

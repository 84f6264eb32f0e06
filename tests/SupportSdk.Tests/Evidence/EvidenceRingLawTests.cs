using CsCheck;

namespace SupportSdk.Tests.Evidence;

public sealed class EvidenceRingLawTests
{
    [Fact]
    public void Add_AnyNumber_KeepsTheFirstAndTheNewestInOrder() => Gen.Select(Gen.Int[0, 1_000], Gen.OneOf(Gen.Const(0), Gen.Const(1), Gen.Const(32), Gen.Const(127))).Sample((count, first) =>
    {
        var ring = new EvidenceRing(first);
        var gone = 0;
        for (var i = 0; i < count; i++)
        {
            gone += ring.Add(new EvidenceRecord { At = i, Subject = ring }, out _) ? 1 : 0;
        }

        var kept = new EvidenceRecord[ring.Count];
        Assert.Equal(ring.Count, ring.CopyTo(kept));
        var expected = Enumerable.Range(0, count).Where(i => i < first || i >= count - (EvidenceRing.Capacity - first)).Select(i => (long)i);
        Assert.Equal(expected, kept.Select(r => r.At));
        Assert.Equal(count, gone + ring.Count);
    });
}

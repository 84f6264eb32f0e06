using CsCheck;
using SupportSdk.Telemetry;

namespace SupportSdk.Tests.Evidence;

public sealed class EvidenceBudgetLawTests
{
    private const long Limit = 65_536;

    private static readonly Gen<(int Scope, EvidenceKind Kind, int Bytes, bool Close)[]> Works =
        Gen.Select(Gen.Int[0, 9], Gen.Enum<EvidenceKind>(), Gen.Int[0, 5_000], Gen.Frequency((9, Gen.Const(false)), (1, Gen.Const(true)))).Array[0, 300];

    [Fact]
    public void Add_AnyWork_StaysWithinTheLimitAndCountsEveryLoss() => Works.Sample(work =>
    {
        var losses = new LossLedger();
        var budget = new EvidenceBudget(Limit, losses);
        var books = new EvidenceBook?[10];
        var (added, closedWith) = (0, 0);
        foreach (var (scope, kind, bytes, close) in work)
        {
            var book = books[scope] ??= new EvidenceBook(budget, losses);
            book.Add(new EvidenceRecord { Kind = kind, Subject = budget, Bytes = bytes });
            added++;
            Assert.InRange(budget.Used, 0, Limit);
            if (close)
            {
                closedWith += CountOf(book);
                book.Close();
                books[scope] = null;
            }
        }

        var open = books.OfType<EvidenceBook>().ToArray();
        Assert.Equal(added, closedWith + open.Sum(CountOf) + losses.Of(LossReason.MemoryBudget) + losses.Of(LossReason.ScopeFull));
        Array.ForEach(open, book => book.Close());
        Assert.Equal(0, budget.Used);
    });

    [Fact]
    public void Add_OverTheLimit_ChatterGoesBeforeErrors()
    {
        var losses = new LossLedger();
        var budget = new EvidenceBudget(Limit, losses);
        var (older, newer) = (new EvidenceBook(budget, losses), new EvidenceBook(budget, losses));
        older.Add(new EvidenceRecord { Kind = EvidenceKind.ErrorLog, Subject = "error", Bytes = 1_000 });
        for (var i = 0; i < 100; i++)
        {
            newer.Add(new EvidenceRecord { Kind = EvidenceKind.Log, Subject = "chatter", Bytes = 5_000 });
        }

        Assert.Equal(1, CountOf(older));
        Assert.True(losses.Of(LossReason.MemoryBudget) > 0);
    }

    private static int CountOf(EvidenceBook book)
    {
        var copy = new EvidenceCopy(new EvidenceClock(TimeProvider.System));
        book.CopyTo(copy);
        return copy.Count;
    }
}
